import { describe, expect, it } from 'vitest';
import { flagNames } from '../../../templates/aa/typescript/src/server/options/flags.ts';
import { parseDuration } from '../../../templates/aa/typescript/src/server/options/parse-duration.ts';
import { readOptions } from '../../../templates/aa/typescript/src/server/options/read-options.ts';

const pair = ['--tls-cert-file=a.crt', '--tls-private-key-file=a.key'];
const read = (...args: readonly string[]) => readOptions('my-aa', args);
const optionsOf = (...args: readonly string[]) => {
  const asked = read(...pair, ...args);
  return asked.run ? asked.options : asked;
};

it.each([
  [[], { port: 8443, bindAddress: undefined, authorizationMode: undefined, verbosity: 0 }],
  [['--secure-port=0'], { port: 0 }],
  [['--secure-port', '6443'], { port: 6443 }],
  [['--secure-port=1', '--secure-port=2'], { port: 2 }],
  [['-v=2'], { verbosity: 2 }],
  [['-v', '3'], { verbosity: 3 }],
  [['--v=4'], { verbosity: 4 }],
  [['-v5'], { verbosity: 5 }],
  [['--bind-address=::1'], { bindAddress: '::1' }],
  [['--authorization-mode=AlwaysAllow'], { authorizationMode: 'AlwaysAllow' }],
  [[], { storage: 'memory', dataDir: 'data' }],
  [['--storage=sqlite', '--data-dir=/d'], { storage: 'sqlite', dataDir: '/d' }],
  [
    ['--storage=etcd', '--etcd-servers=https://a:2379,http://[::1]:2379'],
    {
      storage: 'etcd',
      etcd: {
        servers: ['https://a:2379', 'http://[::1]:2379'],
        prefix: '/registry',
        caFile: undefined,
        compactionMilliseconds: 300_000,
      },
    },
  ],
  [
    ['--etcd-prefix=/p', '--etcd-cafile=ca', '--etcd-certfile=c', '--etcd-keyfile=k'],
    { etcd: { servers: [], prefix: '/p', caFile: 'ca', certFile: 'c', keyFile: 'k' } },
  ],
  [['--etcd-compaction-interval=0'], { etcd: { compactionMilliseconds: 0 } }],
  [['--etcd-compaction-interval=1h2m3.5s4ms'], { etcd: { compactionMilliseconds: 3_723_504 } }],
  [[], { limits: { readOnly: 400, mutating: 200, requestMilliseconds: 60_000 } }],
  [[], { shutdown: { delayMilliseconds: 0, sendsRetryAfter: false } }],
  [
    ['--max-requests-inflight=7', '--max-mutating-requests-inflight=0'],
    { limits: { readOnly: 7, mutating: 0 } },
  ],
  [['--request-timeout=1m30s'], { limits: { requestMilliseconds: 90_000 } }],
  [
    ['--shutdown-delay-duration=10s', '--shutdown-send-retry-after'],
    { shutdown: { delayMilliseconds: 10_000, sendsRetryAfter: true } },
  ],
  [[], { audit: { policyFile: undefined, logPath: undefined, maxDays: 366, maxBackups: 100 } }],
  [
    ['--audit-policy-file=p', '--audit-log-path=-', '--audit-log-maxsize=2', '--audit-log-maxbackup=3'],
    { audit: { policyFile: 'p', logPath: '-', maxBytes: 2 * 1024 * 1024, maxBackups: 3 } },
  ],
  [['--kubeconfig=k'], { cluster: { kubeconfig: 'k', skipLookup: false, tolerateLookupFailure: false } }],
  [['--authentication-kubeconfig', 'k'], { cluster: { authenticationKubeconfig: 'k' } }],
  [['--authorization-kubeconfig=k'], { cluster: { authorizationKubeconfig: 'k' } }],
  [['--authentication-skip-lookup', '-v=2'], { verbosity: 2, cluster: { skipLookup: true } }],
  [['--authentication-tolerate-lookup-failure=true'], { cluster: { tolerateLookupFailure: true } }],
  [['--authentication-tolerate-lookup-failure=false'], { cluster: { tolerateLookupFailure: false } }],
  [['--tls-cert-file=b.crt'], { certFile: 'b.crt', keyFile: 'a.key' }],
  [['--client-ca-file=c'], { clientCaFile: 'c' }],
  [
    ['--requestheader-allowed-names=a,b', '--requestheader-username-headers=X-My-User'],
    {
      requestHeader: {
        allowedNames: ['a', 'b'],
        usernameHeaders: ['x-my-user'],
        groupHeaders: ['x-remote-group'],
      },
    },
  ],
])('%j', (args, expected) => {
  expect(optionsOf(...args)).toMatchObject(expected);
});

describe('wrong flags', () => {
  it.each([
    ['--tls-cert-fil=x', 'unknown flag: --tls-cert-fil (did you mean --tls-cert-file?)'],
    [
      '--requestheader-client-ca=x',
      'unknown flag: --requestheader-client-ca (did you mean --requestheader-client-ca-file?)',
    ],
    ['--something-else-entirely=1', 'unknown flag: --something-else-entirely\n'],
    ['stray', 'unexpected argument: stray'],
    ['--secure-port=x', '--secure-port x: must be a port between 0 and 65535'],
    ['--secure-port=65536', '--secure-port 65536: must be a port between 0 and 65535'],
    [
      '--authorization-mode=RBAC',
      '--authorization-mode RBAC: must be one of Webhook, SystemMasters, AlwaysAllow',
    ],
    ['--storage=disk', '--storage disk: must be one of memory, sqlite, etcd'],
    ['--storage=etcd', '--storage=etcd needs --etcd-servers'],
    ['--etcd-servers=etcd:2379', '--etcd-servers etcd:2379: must be a URL such as https://etcd-0:2379'],
    ['--etcd-servers=http://a:1,http://b', '--etcd-servers http://b: must be a URL'],
    ['--etcd-servers=http://a:1/v3', '--etcd-servers http://a:1/v3: must be a URL'],
    ['--etcd-certfile=c', '--etcd-certfile and --etcd-keyfile must be given together'],
    ['--etcd-compaction-interval=5', '--etcd-compaction-interval 5: must be a duration such as 5m0s, or 0'],
    ['--data-dir=', '--data-dir must name a directory'],
    ['--max-requests-inflight=-1', '--max-requests-inflight -1: must be a number between 0 and 999999'],
    ['--request-timeout=0s', '--request-timeout 0s: must be between 1ms and 596h'],
    ['--request-timeout=10', '--request-timeout 10: must be a duration such as 1m30s'],
    ['--shutdown-delay-duration=-1s', '--shutdown-delay-duration -1s: must be between 0ms and 596h'],
    ['--audit-log-maxage=x', '--audit-log-maxage x: must be a number between 0 and 999999'],
    ['-v=x', '-v x: must be a number between 0 and 10'],
    ['--authentication-skip-lookup=maybe', '--authentication-skip-lookup maybe: must be true or false'],
    ['--client-ca-file', 'flag needs a value: --client-ca-file FILE'],
  ])('%s', (argument, sentence) => {
    expect(read(...pair, argument)).toMatchObject({
      run: false,
      exitCode: 2,
      output: expect.stringContaining(sentence),
    });
  });

  it('come all at once', () => {
    const asked = read('--nope', '--secure-port=x', '-v=y');
    expect(asked.run ? '' : asked.output.split('\n').length).toBeGreaterThanOrEqual(5);
  });
});

it('explains every flag', () => {
  const asked = read('--help');
  expect(asked).toMatchObject({ run: false, exitCode: 0 });
  const output = asked.run ? '' : asked.output;
  expect(flagNames.filter((name) => !new RegExp(`-${name}[ \\n]`).test(output))).toEqual([]);
});

it.each([
  ['0', 0],
  ['1m0s', 60_000],
  ['1.5h', 5_400_000],
  ['300ms', 300],
  ['-2s', -2000],
  ['.5s', 500],
  ['1h2m3s4ms5us6ns', 3_723_004.005006],
])('reads the duration %s as %d ms', (text, milliseconds) => {
  expect(parseDuration(text)).toBeCloseTo(milliseconds, 5);
});

it.each([
  ['', 'time: invalid duration ""'],
  ['s', 'time: invalid duration "s"'],
  ['1m s', 'time: unknown unit "m s" in duration "1m s"'],
  ['5', 'time: missing unit in duration "5"'],
  ['5d', 'time: unknown unit "d" in duration "5d"'],
])('says what is wrong with the duration "%s"', (text, sentence) => {
  expect(() => parseDuration(text)).toThrow(sentence);
});

it('has defaults of its own', () => {
  const defaults = { storage: 'sqlite' };
  expect(readOptions('my-aa', pair, defaults)).toMatchObject({ options: { storage: 'sqlite' } });
  expect(readOptions('my-aa', ['--help'], defaults)).toMatchObject({
    output: expect.stringMatching(/--storage NAME\n.*\(default: sqlite\)/),
  });
});
