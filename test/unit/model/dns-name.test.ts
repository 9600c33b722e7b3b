import { expect, it } from 'vitest';
import {
  label1035Problem,
  label1123Problem,
  labelValueProblem,
  qualifiedNameProblem,
  subdomain1123Problem,
} from '../../../src/model/dns-name.ts';

it.each(['a', 'crontabs', 'a-b', 'v1', 'x'.repeat(63)])('%s is a DNS-1035 label', (name) => {
  expect(label1035Problem(name)).toBeUndefined();
  expect(label1123Problem(name)).toBeUndefined();
});

it.each([
  ['', 'is empty'],
  ['A', "has the upper-case letter 'A'; use lower case"],
  ['a-', "ends with '-'; it must end with a letter or digit"],
  ['-a', "starts with '-'; it must start with a letter or digit"],
  ['a.b', 'has a dot; give the name alone'],
  ['a_b', "has '_'; only letters a-z, digits and '-' are allowed"],
  ['a b', "has a blank; only letters a-z, digits and '-' are allowed"],
  ['é', "has 'é'; only letters a-z, digits and '-' are allowed"],
  ['a\n', "has the character U+000A; only letters a-z, digits and '-' are allowed"],
  ['x'.repeat(64), 'has 64 characters; 63 are allowed'],
])('%j is no label: it %s', (name, problem) => {
  expect(label1035Problem(name)).toBe(problem);
  expect(label1123Problem(name)).toBe(problem);
});

it('starts with a letter by RFC 1035 alone', () => {
  expect(label1035Problem('1a')).toBe('starts with a digit; it must start with a letter (RFC 1035)');
  expect(label1123Problem('1a')).toBeUndefined();
});

it.each(['a', '1a', 'a.b', 'example.com', 'a-b.c-d.e', 'x'.repeat(253)])(
  '%s is a DNS-1123 subdomain',
  (name) => {
    expect(subdomain1123Problem(name)).toBeUndefined();
  },
);

it.each([
  ['', 'is empty'],
  ['A.com', "has the upper-case letter 'A'; use lower case"],
  ['a..b', 'has an empty part before, between or behind its dots'],
  ['.a', 'has an empty part before, between or behind its dots'],
  ['a.', 'has an empty part before, between or behind its dots'],
  ['-a.b', "has the part '-a', which starts with '-'; it must start with a letter or digit"],
  ['a-.b', "has the part 'a-', which ends with '-'; it must end with a letter or digit"],
  ['a-', "ends with '-'; it must end with a letter or digit"],
  ['a_b.c', "has '_'; only letters a-z, digits, '-' and dots are allowed"],
  ['x'.repeat(254), 'has 254 characters; 253 are allowed'],
])('%j is no subdomain: it %s', (name, problem) => {
  expect(subdomain1123Problem(name)).toBe(problem);
});

it.each(['app', 'a.b_c-D', 'example.com/app', 'x'.repeat(63)])('%s is a qualified name', (key) => {
  expect(qualifiedNameProblem(key)).toBeUndefined();
});

it.each(['', 'a/', '/a', 'a/b/c', 'A.com/b', '-a', 'a b', 'x'.repeat(64)])(
  '%j is no qualified name',
  (key) => {
    expect(qualifiedNameProblem(key)).toMatch(/^(must|has)/);
  },
);

it.each(['', 'a', 'A_b.c-1', 'x'.repeat(63)])('%j is the value of a label', (value) => {
  expect(labelValueProblem(value)).toBeUndefined();
});

it.each(['-a', 'a b', 'a/b', 'x'.repeat(64)])('%j is not the value of a label', (value) => {
  expect(labelValueProblem(value)).toMatch(/^must be/);
});
