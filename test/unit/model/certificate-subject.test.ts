import { describe, expect, it } from 'vitest';
import {
  countCharacters,
  formatName,
  subjectAttributes,
} from '../../../src/model/certificate/certificate-subject.ts';

describe('formatName', () => {
  it.each([
    [{ commonName: 'alice', organizations: [] }, 'CN=alice'],
    [{ commonName: 'alice', organizations: ['dev', 'ops'] }, 'CN=alice,O=ops,O=dev'],
    [{ commonName: 'a,b+c"d\\e;f<g>h', organizations: [] }, 'CN=a\\,b\\+c\\"d\\\\e\\;f\\<g\\>h'],
    [{ commonName: ' #a ', organizations: [] }, 'CN=\\ #a\\ '],
    [{ commonName: '#a', organizations: [] }, 'CN=\\#a'],
    [{ commonName: 'a\u001b[31m\n', organizations: ['公司'] }, 'CN=a\\1B[31m\\0A,O=公司'],
  ])('writes %j as %s', (subject, text) => {
    expect(formatName(subjectAttributes(subject))).toBe(text);
  });
});

describe('countCharacters', () => {
  it.each([
    ['abc', 3],
    ['公司', 2],
    ['😀', 1],
  ])('counts %s as %d', (text, count) => {
    expect(countCharacters(text)).toBe(count);
  });
});
