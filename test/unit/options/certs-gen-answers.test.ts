import { describe, expect, it } from 'vitest';
import { checkCertsGen } from '../../../src/options/certs-gen/answers.ts';
import type { RawOptions } from '../../../src/options/option.ts';

const NOW = Date.UTC(2026, 10, 22);
const SERVER: RawOptions = { service: 'my-aa', namespace: 'my-ns' };

/** Each problem as `--flag: message (hint)`. */
function problems(options: RawOptions): readonly string[] {
  const checked = checkCertsGen(options, NOW);
  if (checked.ok) return [];
  return checked.violations.map(
    ({ path, message, hint }) => `${path}: ${message}${hint ? ` (${hint})` : ''}`,
  );
}

function answers(options: RawOptions) {
  const checked = checkCertsGen({ ...SERVER, ...options }, NOW);
  if (!checked.ok) throw new Error(JSON.stringify(checked.violations));
  return checked.value;
}

describe('what is missing', () => {
  it.each([
    [{}, ['--service', '--namespace']],
    [{ service: 'a' }, ['--namespace']],
    [{ namespace: 'a' }, ['--service']],
    [{ profile: 'client' }, ['--cn']],
    [{ profile: 'client', service: 'a' }, ['--namespace']],
    [{ profile: 'front-proxy' }, []],
    [{ profile: 'client', cn: 'alice' }, []],
    [{ profile: 'client', service: 'a', namespace: 'b' }, []],
    [{ ...SERVER, caCert: 'ca.crt' }, ['--ca-key']],
    [{ ...SERVER, caKey: 'ca.key' }, ['--ca-cert']],
  ])('%j lacks %j', (options, paths) => {
    expect(problems(options).map((line) => line.split(':')[0])).toEqual(paths);
  });
});

describe('what is wrong', () => {
  it.each([
    [{ service: '' }, '--service', 'is empty'],
    [{ service: 'My-aa' }, '--service', "upper-case letter 'M'"],
    [{ service: 'my_aa' }, '--service', "has '_'"],
    [{ service: 'my aa' }, '--service', 'has a blank'],
    [{ service: 'my\u0000aa' }, '--service', 'U+0000'],
    [{ service: 'my.aa' }, '--service', 'has a dot'],
    [{ service: 'büro' }, '--service', "has 'ü'"],
    [{ service: '-aa' }, '--service', "starts with '-'"],
    [{ service: 'aa-' }, '--service', "ends with '-'"],
    [{ service: '1aa' }, '--service', 'RFC 1035'],
    [{ service: 'a'.repeat(64) }, '--service', '64 characters; 63'],
    [{ namespace: 'My' }, '--namespace', "upper-case letter 'M'"],
    [{ dns: [''] }, '--dns', 'is empty'],
    [{ dns: ['a b.svc'] }, '--dns', 'has a blank'],
    [{ dns: ['a\u0007b'] }, '--dns', 'U+0007'],
    [{ dns: ['https://a.svc'] }, '--dns', 'is a URL'],
    [{ dns: ['a.svc/path'] }, '--dns', 'has a path'],
    [{ dns: ['a.svc:443'] }, '--dns', 'remove it: a.svc'],
    [{ dns: ['a.svc.'] }, '--dns', 'write a.svc'],
    [{ dns: ['a..svc'] }, '--dns', 'empty label'],
    [{ dns: ['.svc'] }, '--dns', 'empty label'],
    [{ dns: ['127.0.0.1'] }, '--dns', 'use --ip 127.0.0.1'],
    [{ dns: ['::1'] }, '--dns', 'use --ip ::1'],
    [{ dns: ['[::1]'] }, '--dns', 'use --ip ::1'],
    [{ dns: ['300.1.1.1'] }, '--dns', 'ends in a number'],
    [{ dns: ['a_b.svc'] }, '--dns', "has '_'"],
    [{ dns: ['a,DNS:evil'] }, '--dns', "has ','"],
    [{ dns: ['ü@evil.example.com'] }, '--dns', "has '@'"],
    [{ dns: ['ü\\foo.example.com'] }, '--dns', "has '\\'"],
    [{ dns: ['ü.svc?x=1'] }, '--dns', "has '?'"],
    [{ dns: ['ü.svc#a'] }, '--dns', "has '#'"],
    [{ dns: ['ü:@evil.example.com'] }, '--dns', "has ':'"],
    [{ dns: ['ü%2eexample.com'] }, '--dns', "has '%'"],
    [{ dns: ['ü。example.com'] }, '--dns', "has '。'"],
    [{ dns: ['⑴.svc'] }, '--dns', "has '('"],
    [{ dns: ['①.②.③.④'] }, '--dns', 'ends in a number'],
    [{ dns: ['-a.svc'] }, '--dns', "label '-a'"],
    [{ dns: ['a-.svc'] }, '--dns', "label 'a-'"],
    [{ dns: [`${'a'.repeat(64)}.svc`] }, '--dns', 'label of 64'],
    [{ dns: [`${'a'.repeat(49)}.`.repeat(5) + 'a'.repeat(4)] }, '--dns', '254 characters'],
    [{ dns: ['*'] }, '--dns', 'whole first label'],
    [{ dns: ['*.svc'] }, '--dns', 'too wide'],
    [{ dns: ['a*.my-ns.svc'] }, '--dns', 'whole first label'],
    [{ dns: ['a.*.svc'] }, '--dns', 'whole first label'],
    [{ dns: ['*.*.svc'] }, '--dns', 'whole first label'],
    [{ clusterDomain: 'cluster.local.' }, '--cluster-domain', 'ends with a dot'],
    [{ clusterDomain: '*.cluster.local' }, '--cluster-domain', 'wildcard'],
    [{ profile: 'client', cn: 'a', clusterDomain: 'x' }, '--cluster-domain', 'client certificate'],
    [{ ip: [''] }, '--ip', 'is empty'],
    [{ ip: ['300.1.1.1'] }, '--ip', '0 to 255'],
    [{ ip: ['01.02.03.04'] }, '--ip', 'leading zeros'],
    [{ ip: ['1.2.3.4abc'] }, '--ip', 'no IP address'],
    [{ ip: ['10.0.0.0/8'] }, '--ip', 'write 10.0.0.0'],
    [{ ip: ['fe80::1%eth0'] }, '--ip', 'write fe80::1'],
    [{ ip: ['1.2.3.4:443'] }, '--ip', 'write 1.2.3.4'],
    [{ ip: ['localhost'] }, '--ip', '--dns localhost'],
    [{ days: '' }, '--days', 'whole number'],
    [{ days: '0' }, '--days', 'less than one day'],
    [{ days: '-1' }, '--days', 'less than one day'],
    [{ days: '1.5' }, '--days', 'whole number'],
    [{ days: '1e3' }, '--days', 'whole number'],
    [{ days: '0x10' }, '--days', 'whole number'],
    [{ days: ' 365' }, '--days', 'whole number'],
    [{ days: '365d' }, '--days', 'whole number'],
    [{ days: '٣٦٥' }, '--days', 'whole number'],
    [{ days: '0365' }, '--days', 'leading zero'],
    [{ days: '9'.repeat(400) }, '--days', '31 December 9999'],
    [{ days: '2912118' }, '--days', 'at most 2912117'],
    [{ caDays: '0' }, '--ca-days', 'less than one day'],
    [{ key: 'rsa1024' }, '--key', 'p256, p384'],
    [{ key: 'P256' }, '--key', 'did you mean p256?'],
    [{ profile: 'sever' }, '--profile', 'did you mean server?'],
    [{ cn: '' }, '--cn', 'is empty'],
    [{ cn: 'a\nb' }, '--cn', 'U+000A'],
    [{ cn: 'a\u202eb' }, '--cn', 'U+202E'],
    [{ cn: ' a' }, '--cn', 'blank'],
    [{ cn: 'a'.repeat(65) }, '--cn', '65 characters'],
    [{ org: ['ok', 'a'.repeat(65)] }, '--org', '65 characters'],
    [{ org: [''] }, '--org', 'is empty'],
    [{ caCert: '', caKey: 'x' }, '--ca-cert', 'is empty'],
    [{ caCert: 'a', caKey: 'b', caDays: '10' }, '--ca-days', 'new CA'],
    [{ caCert: 'a', caKey: 'b', forceNewCa: true }, '--force-new-ca', 'new CA'],
    [{ out: '' }, '--out', '--out .'],
    [{ out: '-' }, '--out', './-'],
    [{ out: 'a\0b' }, '--out', 'NUL'],
    [{ output: 'xml' }, '--output', 'json, yaml'],
  ])('%j: %s %s', (options: RawOptions, path, words) => {
    const found = problems({ ...SERVER, ...options });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${path}: `);
    expect(found[0]).toContain(words);
  });

  it('says everything at once', () => {
    const found = problems({ profile: 'sever', key: 'x', days: '0', ip: ['x', 'y'], dns: [''], org: [''] });
    expect(found.map((line) => line.split(':')[0])).toEqual([
      ...['--profile', '--dns', '--ip', '--ip', '--org', '--key', '--days'],
    ]);
  });

  it('is not said of a common name that wrong names would have brought', () => {
    expect(problems({ service: 'A', namespace: 'b' }).map((line) => line.split(':')[0])).toEqual([
      '--service',
    ]);
  });
});

describe('what is made of it', () => {
  it('has defaults', () => {
    const { request, out, write, authority } = answers({});
    expect(request).toEqual({
      profile: 'server',
      service: { name: 'my-aa', namespace: 'my-ns' },
      clusterDomain: 'cluster.local',
      dnsNames: [],
      ipAddresses: [],
      commonName: 'my-aa.my-ns.svc',
      organizations: [],
      keyType: 'p256',
      days: 365,
      caDays: 3650,
      backdate: 3_600_000,
      pathLength: 0,
    });
    expect({ out, write, authority }).toEqual({
      out: 'certs',
      write: { dryRun: false, diff: false, force: false, yes: false },
      authority: undefined,
    });
  });

  it.each([
    ['Localhost', 'localhost', []],
    ['müller.svc', 'xn--mller-kva.svc', ['müller.svc is written as xn--mller-kva.svc']],
    ['*.my-ns.svc', '*.my-ns.svc', ['*.my-ns.svc covers one level only: a.my-ns.svc, not a.b.my-ns.svc']],
    ['xn--mller-kva.svc', 'xn--mller-kva.svc', []],
    ['a1.2b', 'a1.2b', []],
  ])('--dns %s gives %s', (typed, name, notes) => {
    const { request, notes: found } = answers({ dns: [typed] });
    expect(request.dnsNames).toEqual([name]);
    expect(found).toEqual(notes);
  });

  it.each([
    ['[::1]', '::1', 0],
    ['::ffff:10.0.0.1', '10.0.0.1', 1],
    ['0.0.0.0', '0.0.0.0', 1],
    ['::', '::', 1],
  ])('--ip %s gives %s', (typed, text, notes) => {
    const found = answers({ ip: [typed] });
    expect(found.request.ipAddresses.map((address) => address.text)).toEqual([text]);
    expect(found.notes).toHaveLength(notes);
  });

  it.each([
    [{ profile: 'front-proxy' }, 'front-proxy-client'],
    [{ profile: 'client' }, 'my-aa.my-ns.svc'],
    [{ profile: 'client', cn: '😀'.repeat(64) }, '😀'.repeat(64)],
    [{ cn: 'system:node:a@b_c' }, 'system:node:a@b_c'],
  ])('%j has the common name %s', (options, name) => {
    expect(answers(options).request.commonName).toBe(name);
  });

  it('takes the last day that X.509 can state', () => {
    expect(answers({ days: '2912117' }).request.days).toBe(2912117);
  });

  it('replaces files also for a new CA', () => {
    expect(answers({ forceNewCa: true })).toMatchObject({ write: { force: true }, forceNewAuthority: true });
  });
});
