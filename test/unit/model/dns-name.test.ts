import { expect, it } from 'vitest';
import {
  label1035Problem,
  labelValueProblem,
  qualifiedNameProblem,
  subdomain1123Problem,
} from '../../../src/model/dns-name.ts';

it.each(['a', 'crontabs', 'a-b', 'v1', 'x'.repeat(63)])('%s is a DNS-1035 label', (name) => {
  expect(label1035Problem(name)).toBeUndefined();
});

it.each(['', '1a', 'A', 'a-', '-a', 'a.b', 'a_b', 'é', 'a\n', 'x'.repeat(64)])(
  '%j is no DNS-1035 label',
  (name) => {
    expect(label1035Problem(name)).toMatch(/^(must be|has 64)/);
  },
);

it.each(['a', '1a', 'a.b', 'example.com', 'a-b.c-d.e', 'x'.repeat(253)])(
  '%s is a DNS-1123 subdomain',
  (name) => {
    expect(subdomain1123Problem(name)).toBeUndefined();
  },
);

it.each(['', 'A.com', 'a..b', '.a', 'a.', '-a.b', 'a-.b', 'a_b.c', 'x'.repeat(254)])(
  '%j is no subdomain',
  (name) => {
    expect(subdomain1123Problem(name)).toMatch(/^(must be|has 254)/);
  },
);

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
