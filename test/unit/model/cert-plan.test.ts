import { describe, expect, it } from 'vitest';
import { planCertificates, planLeaf } from '../../../src/model/certificate/cert-plan.ts';
import {
  type CertificateRequest,
  serverCertificateRequest,
} from '../../../src/model/certificate/certificate-request.ts';
import { parseIpAddress } from '../../../src/model/ip-address.ts';

const NOW = Date.UTC(2026, 10, 22, 13, 26, 14, 500);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SERVICE = { name: 'my-aa', namespace: 'my-ns' };
const REQUEST = serverCertificateRequest(SERVICE);

function plan(changes: Partial<CertificateRequest> = {}) {
  return planCertificates({ ...REQUEST, ...changes }, { now: NOW, nonce: '7f3a' });
}

function addresses(...texts: readonly string[]) {
  return texts.map(parseIpAddress).filter((address) => address !== undefined);
}

describe('names', () => {
  it('starts with the one that kube-apiserver verifies', () => {
    expect(plan().leaf.dnsNames).toEqual([
      'my-aa.my-ns.svc',
      'my-aa',
      'my-aa.my-ns',
      'my-aa.my-ns.svc.cluster.local',
    ]);
  });

  it.each([
    [{ clusterDomain: 'example.org' }, 'my-aa.my-ns.svc.example.org'],
    [{ dnsNames: ['localhost'] }, 'localhost'],
  ])('adds what %j asks for', (changes, name) => {
    expect(plan(changes).leaf.dnsNames).toContain(name);
  });

  it('names everything once', () => {
    const { leaf } = plan({
      dnsNames: ['my-aa', 'b', 'b'],
      ipAddresses: addresses('::1', '0:0::1', '10.0.0.1', '::ffff:10.0.0.1'),
    });
    expect(leaf.dnsNames.filter((name) => name === 'my-aa' || name === 'b')).toEqual(['my-aa', 'b']);
    expect(leaf.ipAddresses.map(({ text }) => text)).toEqual(['::1', '10.0.0.1']);
  });

  it.each(['client', 'front-proxy'] as const)('gives a %s certificate none of the Service', (profile) => {
    expect(plan({ profile, commonName: 'alice' }).leaf.dnsNames).toEqual([]);
  });
});

describe('subjects', () => {
  it('fits a long name into 64 characters and says so', () => {
    const service = { name: 'a'.repeat(40), namespace: 'b'.repeat(30) };
    const { leaf } = planCertificates(serverCertificateRequest(service), { now: NOW, nonce: '7f3a' });
    expect(leaf.subject.commonName).toBe(service.name);
    expect(leaf.dnsNames[0]).toBe(`${service.name}.${service.namespace}.svc`);
    expect(leaf.notes.join()).toContain(`CN=${service.name}`);
  });

  it.each([
    [{ service: SERVICE }, 'kx-ca my-aa.my-ns 2026-11-22 7f3a'],
    [{ service: undefined, profile: 'client' }, 'kx-ca client 2026-11-22 7f3a'],
    [{ service: undefined, profile: 'front-proxy' }, 'kx-ca front-proxy 2026-11-22 7f3a'],
    [
      { service: { name: 'a'.repeat(63), namespace: 'b'.repeat(63) } },
      `kx-ca ${'a'.repeat(42)} 2026-11-22 7f3a`,
    ],
  ] as const)('names the CA of %j %s', (changes, name) => {
    expect(plan(changes).authority.subject.commonName).toBe(name);
    expect(name.length).toBeLessThanOrEqual(64);
  });

  it.each([
    ['server', 'serverAuth'],
    ['client', 'clientAuth'],
    ['front-proxy', 'clientAuth'],
  ] as const)('uses a %s certificate for %s', (profile, usage) => {
    expect(plan({ profile }).leaf.usage).toBe(usage);
  });
});

describe('validity', () => {
  it('begins an hour ago and ends after whole days, in whole seconds', () => {
    const second = NOW - 500;
    expect(plan().leaf.validity).toEqual({ notBefore: second - HOUR, notAfter: second + 365 * DAY });
    expect(plan().authority.validity).toEqual({ notBefore: second - HOUR, notAfter: second + 3650 * DAY });
  });

  it('never outlives the CA, and says so', () => {
    const { leaf, authority } = plan({ days: 4000 });
    expect(leaf.validity).toEqual(authority.validity);
    expect(leaf.notes.join()).toContain('ends with the CA');
  });

  it('begins no earlier than a given CA', () => {
    const authority = { notBefore: NOW - 1000, notAfter: NOW + DAY };
    expect(planLeaf(REQUEST, NOW, authority).validity).toEqual(authority);
  });
});

describe('notes', () => {
  it.each([
    [{ days: 826 }, 'Apple'],
    [{ organizations: ['system:masters'] }, 'system:masters'],
    [{ keyType: 'ed25519' }, 'Ed25519'],
    [{}, '--ip 127.0.0.1'],
  ] as const)('warns of %j', (changes, word) => {
    expect(plan(changes).leaf.notes.join()).toContain(word);
  });

  it('warns of a clock that was never set', () => {
    expect(planLeaf(REQUEST, Date.UTC(1970, 0, 1)).notes.join()).toContain('1970');
  });

  it.each([
    [{ days: 825, ipAddresses: addresses('127.0.0.1') }],
    [{ days: 826, profile: 'client', commonName: 'alice' }],
  ] as const)('has none for %j', (changes) => {
    expect(plan(changes).leaf.notes).toEqual([]);
  });
});
