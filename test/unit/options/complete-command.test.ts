import { expect, it } from 'vitest';
import { missingFlags } from '../../../src/options/certs-gen/missing-flags.ts';
import { CERTS_GEN_OPTIONS } from '../../../src/options/certs-gen/options.ts';
import { completeCommandHint } from '../../../src/options/complete-command.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { SCAFFOLD_AA_OPTIONS } from '../../../src/options/scaffold-aa/options.ts';

it('writes down what was given in the order of --help, quoted for a shell, then what is missing', () => {
  const options = { certs: false, field: ['spec.a:string!', "b:c='d"], force: true, shortName: ['w'] };
  const missing = { args: ['my-aa'], flags: ['--kind', 'Widget'] };
  const groups = SCAFFOLD_AA_OPTIONS;
  expect(
    completeCommandHint({ command: 'scaffold aa', args: [], groups, options, missing, isComplete: true }),
  ).toBe(
    "the complete command: kx scaffold aa my-aa --short-name w --field 'spec.a:string!' " +
      "--field 'b:c='\\''d' --no-certs --force --kind Widget",
  );
});

it.each<[RawOptions, readonly string[]]>([
  [{}, ['--service', 'my-aa', '--namespace', 'my-aa-system']],
  [{ service: 'x' }, ['--namespace', 'x-system']],
  [{ namespace: 'n' }, ['--service', 'my-aa']],
  [{ service: 'x', namespace: 'n' }, []],
  [{ profile: 'client' }, ['--cn', 'alice']],
  [{ profile: 'client', cn: 'bob' }, []],
  [{ profile: 'client', service: 'x' }, ['--namespace', 'x-system']],
  [{ profile: 'front-proxy' }, []],
  [{ profile: 'front-proxy', caCert: 'a' }, ['--ca-key', 'ca.key']],
  [{ profile: 'sever' }, []],
])('kx certs gen with %j lacks %j', (options, flags) => {
  expect(missingFlags(options)).toEqual(flags);
});

it('says where to read on when nothing is missing, or something else is wrong', () => {
  const missing = { args: [], flags: [] };
  const groups = CERTS_GEN_OPTIONS;
  const line = { command: 'certs gen', args: [], groups, options: {} };
  const hint = 'kx certs gen --help has every flag, and examples';
  expect(completeCommandHint({ ...line, missing, isComplete: true })).toBe(hint);
  const wanting = { args: [], flags: ['--service', 'my-aa'] };
  expect(completeCommandHint({ ...line, missing: wanting, isComplete: false })).toBe(hint);
});
