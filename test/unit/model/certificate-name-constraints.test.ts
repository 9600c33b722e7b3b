import { describe, expect, it } from 'vitest';
import {
  type NameConstraints,
  permitsDnsName,
  permitsIpAddress,
} from '../../../src/model/certificate/certificate-name-constraints.ts';
import { parseIpAddress } from '../../../src/model/ip-address.ts';

const NONE = { dnsDomains: [], ipRanges: [] };

function constraints(permitted: Partial<typeof NONE | object>, excluded: object = {}): NameConstraints {
  return { permitted: { ...NONE, ...permitted }, excluded: { ...NONE, ...excluded } };
}

describe('permitsDnsName', () => {
  it.each([
    [constraints({}), 'a.svc', true],
    [constraints({ dnsDomains: ['my-ns.svc'] }), 'a.my-ns.svc', true],
    [constraints({ dnsDomains: ['my-ns.svc'] }), 'MY-NS.svc', true],
    [constraints({ dnsDomains: ['my-ns.svc'] }), 'a', false],
    [constraints({ dnsDomains: ['my-ns.svc'] }), 'a.not-my-ns.svc', false],
    [constraints({ dnsDomains: ['.svc'] }), 'a.svc', true],
    [constraints({ dnsDomains: ['.svc'] }), 'svc', false],
    [constraints({ dnsDomains: [''] }), 'a', true],
    [constraints({}, { dnsDomains: ['my-ns.svc'] }), 'a.my-ns.svc', false],
    [constraints({}, { dnsDomains: ['my-ns.svc'] }), 'a.other.svc', true],
  ])('%j: %s %s', (given, name, permitted) => {
    expect(permitsDnsName(given, name)).toBe(permitted);
  });
});

describe('permitsIpAddress', () => {
  const tenNet = [10, 0, 0, 0, 255, 0, 0, 0];
  it.each([
    [constraints({}), '10.1.2.3', true],
    [constraints({ ipRanges: [tenNet] }), '10.1.2.3', true],
    [constraints({ ipRanges: [tenNet] }), '11.1.2.3', false],
    [constraints({ ipRanges: [tenNet] }), 'fd00::1', false],
    [constraints({}, { ipRanges: [tenNet] }), '10.1.2.3', false],
  ])('%j: %s %s', (given, text, permitted) => {
    const address = parseIpAddress(text) ?? { text, octets: [] };
    expect(permitsIpAddress(given, address)).toBe(permitted);
  });
});
