import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCertsInspect } from '../../../src/commands/certs-inspect.ts';
import { runCertsVerify } from '../../../src/commands/certs-verify.ts';
import { make } from '../../support/defect-certificate.ts';
import { runCommand } from '../../support/run-command.ts';
import { tempDir } from '../../support/temp-dir.ts';

const CA = make({ ca: true });
const LEAF = make({ issuer: CA });
const STRANGER = { ...CA, key: make().key };

/** Inputs of up to 1 MiB that made readers take a minute, or fill the stack. */
const INPUTS: readonly (readonly [name: string, text: string])[] = [
  [
    'a thousand CAs of one name that did not sign each other',
    Array.from({ length: 1000 }, () => make({ ca: true, issuer: STRANGER, key: CA.key }).pem).join(''),
  ],
  ['BEGIN lines without end', '-----BEGIN CERTIFICATE-----\n'.repeat(37_000)],
  ['a label that does not end', `-----BEGIN ${'-'.repeat(1_000_000)}`],
  ['brackets', '['.repeat(500_000)],
  ['brackets in YAML', `kind: Secret\na: ${'['.repeat(500_000)}`],
  ['objects in JSON', '{"kind":"Secret","a":'.repeat(40_000)],
  [
    'a mapping in a mapping',
    `kind: Secret\n${Array.from({ length: 1300 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')}`,
  ],
  [
    'aliases of aliases',
    `kind: Secret\na: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]\n`).join('')}`,
  ],
  ['lengths without content', '0\u0082'.repeat(5000)],
];

const RUNS = [
  { what: 'inspect', run: runCertsInspect, given: { args: ['input'] } },
  { what: 'inspect -f', run: runCertsInspect, given: { options: { filename: ['input'] } } },
  {
    what: 'verify --ca',
    run: runCertsVerify,
    given: { options: { cert: 'tls.crt', ca: 'input', service: 'a', namespace: 'b' } },
  },
  {
    what: 'verify --cert',
    run: runCertsVerify,
    given: { options: { cert: 'input', ca: 'ca.crt', service: 'a', namespace: 'b' } },
  },
  { what: 'verify -f', run: runCertsVerify, given: { options: { filename: ['input'] } } },
] as const;

describe.each(INPUTS)('%s', (_, text) => {
  it.each(RUNS)('$what ends', { timeout: 60_000 }, async ({ run, given }) => {
    const cwd = tempDir();
    writeFileSync(join(cwd, 'input'), text, 'latin1');
    writeFileSync(join(cwd, 'ca.crt'), CA.pem);
    writeFileSync(join(cwd, 'tls.crt'), LEAF.pem);
    const { exitCode, error } = await runCommand(run, { cwd, ...given });
    expect([0, 1, 2]).toContain(exitCode);
    expect(JSON.stringify(error?.violations ?? []).length).toBeLessThan(2000);
  });
});
