import { describe, expect, it } from 'vitest';
import { discoverAnswers } from '../../../src/options/discover/answers.ts';
import type { RawOptions } from '../../../src/options/option.ts';

describe('the flags of kx discover', () => {
  it('may all be left out', () => {
    const checked = discoverAnswers({ headers: true });
    expect(checked).toMatchObject({
      ok: true,
      value: {
        format: 'table',
        headers: true,
        level: 0,
        kubectl: '1.37',
        mode: 'auto',
        quiet: false,
        rows: { apiGroup: undefined, namespaced: undefined, verbs: [], categories: [], sortBy: 'group' },
        cluster: { requestTimeout: 32_000, asGroups: [], insecureSkipTlsVerify: false },
      },
    });
  });

  it.each<readonly [RawOptions, object]>([
    [{ verbose: true }, { level: 6 }],
    [{ v: '8' }, { level: 8 }],
    [{ v: '=8' }, { level: 8 }],
    [{ v: '10' }, { level: 10 }],
    [{ verbose: true, v: '2' }, { level: 6 }],
    [{ verbose: true, v: '9' }, { level: 9 }],
    [{ output: '=wide' }, { format: 'wide' }],
    [{ headers: false }, { headers: false }],
    [{ namespaced: true }, { rows: { namespaced: true } }],
    [{ namespaced: 'true' }, { rows: { namespaced: true } }],
    [{ namespaced: 'false' }, { rows: { namespaced: false } }],
    [{ namespaced: 'F' }, { rows: { namespaced: false } }],
    [{ verbs: ['list, get,', '"watch"'] }, { rows: { verbs: ['list', 'get', 'watch'] } }],
    [{ apiGroup: '' }, { rows: { apiGroup: '' } }],
    [{ sortBy: 'kind' }, { rows: { sortBy: 'kind' } }],
    [{ requestTimeout: '5' }, { cluster: { requestTimeout: 5_000 } }],
    [{ requestTimeout: '' }, { cluster: { requestTimeout: 32_000 } }],
    [{ requestTimeout: '+5' }, { cluster: { requestTimeout: 5_000 } }],
    [{ requestTimeout: '1.s' }, { cluster: { requestTimeout: 1_000 } }],
    [{ requestTimeout: '.5s' }, { cluster: { requestTimeout: 500 } }],
    [{ requestTimeout: '100us' }, { cluster: { requestTimeout: 1 } }],
    [{ requestTimeout: '2000000ns' }, { cluster: { requestTimeout: 2 } }],
    [{ requestTimeout: '3000\u00b5s' }, { cluster: { requestTimeout: 3 } }],
    [{ insecureSkipTlsVerify: 'TRUE' }, { cluster: { insecureSkipTlsVerify: true } }],
    [{ insecureSkipTlsVerify: 'f' }, { cluster: { insecureSkipTlsVerify: false } }],
    [
      { server: '', context: '', token: '' },
      { cluster: { server: undefined, context: undefined, token: undefined } },
    ],
    [{ requestTimeout: '1m30.5s' }, { cluster: { requestTimeout: 90_500 } }],
    [{ requestTimeout: '0' }, { cluster: { requestTimeout: 32_000 } }],
    [{ requestTimeout: '1.5ms' }, { cluster: { requestTimeout: 2 } }],
    [{ requestTimeout: '0.0001ms' }, { cluster: { requestTimeout: 1 } }],
    [{ requestTimeout: '1.1s' }, { cluster: { requestTimeout: 1_100 } }],
    [{ requestTimeout: '2147483.647s' }, { cluster: { requestTimeout: 2_147_483_647 } }],
    [{ requestTimeout: '596h' }, { cluster: { requestTimeout: 2_145_600_000 } }],
    [{ as: 'jane', asGroup: ['a', 'b'] }, { cluster: { as: 'jane', asGroups: ['a', 'b'] } }],
  ])('%o say %o', (options, value) => {
    expect(discoverAnswers(options)).toMatchObject({ ok: true, value });
  });

  it.each<readonly [RawOptions, path: string, message: string]>([
    [{ output: 'jsn' }, '--output', "'jsn' is not one of table, wide, name, tree, json, yaml"],
    [{ kubectl: '1.26' }, '--kubectl', "'1.26' is not one of 1.27, 1.28"],
    [{ mode: 'v2' }, '--mode', "'v2' is not one of auto, aggregated, legacy"],
    [{ sortBy: 'group' }, '--sort-by', "'group' is not one of name, kind"],
    [{ namespaced: 'yes' }, '--namespaced', "'yes' is neither true nor false"],
    [{ v: '11' }, '-v', "'11' is not a level from 0 to 10"],
    [{ v: '-1' }, '-v', "'-1' is not a level"],
    [{ requestTimeout: '5 s' }, '--request-timeout', "'5 s' is not a time"],
    [{ requestTimeout: '-5s' }, '--request-timeout', "'-5s' is not a time"],
    [{ insecureSkipTlsVerify: 'yes' }, '--insecure-skip-tls-verify', "'yes' is neither true nor false"],
    [{ requestTimeout: '5d' }, '--request-timeout', "'5d' is not a time"],
    [{ requestTimeout: '600h' }, '--request-timeout', "'600h' is too long"],
    [{ requestTimeout: '2147484' }, '--request-timeout', "'2147484' is too long"],
    [{ requestTimeout: '2147483.648s' }, '--request-timeout', "'2147483.648s' is too long"],
    [{ requestTimeout: `${'9'.repeat(400)}h` }, '--request-timeout', 'is too long'],
    [
      { insecureSkipTlsVerify: true, certificateAuthority: 'ca' },
      '--insecure-skip-tls-verify',
      'cannot be given with',
    ],
  ])('%o are refused at %s', (options, path, message) => {
    const checked = discoverAnswers(options);
    const violations = checked.ok ? [] : checked.violations;
    expect(violations).toMatchObject([{ path, message: expect.stringContaining(message) }]);
  });

  it('are refused all at once', () => {
    const checked = discoverAnswers({
      output: 'a',
      kubectl: 'b',
      mode: 'c',
      sortBy: 'd',
      namespaced: 'e',
      v: 'f',
      requestTimeout: 'g',
    });
    expect(checked.ok ? [] : checked.violations).toHaveLength(7);
  });
});
