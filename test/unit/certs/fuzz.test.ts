import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { encodePem } from '../../../src/certs/pem.ts';
import { runCertsBundle } from '../../../src/commands/certs-bundle.ts';
import { runCertsInspect } from '../../../src/commands/certs-inspect.ts';
import { runCertsRenew } from '../../../src/commands/certs-renew.ts';
import { runCertsRotate } from '../../../src/commands/certs-rotate.ts';
import { runCertsVerify } from '../../../src/commands/certs-verify.ts';
import { make, permit } from '../../support/defect-certificate.ts';
import { runCommand } from '../../support/run-command.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** `KX_FUZZ=10000 npx vitest run test/unit/certs/fuzz.test.ts` goes on for longer. */
const ROUNDS = Number(process.env['KX_FUZZ'] ?? 2000);
/** Milliseconds of a hang: a round takes a few, and more where the machine has other work. */
const SLOWEST = process.env['KX_FUZZ'] === undefined ? 10_000 : 1_000;
const SEED = Number(process.env['KX_FUZZ_SEED'] ?? 20261122);

/** A small generator of random numbers whose failures can be repeated (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const CA = make({ ca: true, extensions: { limits: permit('aa-system.svc') } });
const LEAF = make({ issuer: CA, ips: [[127, 0, 0, 1]] });
const base64 = (text: string) => Buffer.from(text).toString('base64');
const MANIFEST = stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      kind: 'APIService',
      metadata: { name: 'v1.a.b' },
      spec: { service: { name: 'aa', namespace: 'aa-system' }, caBundle: base64(CA.pem) },
    },
    {
      kind: 'Secret',
      metadata: { name: 's', namespace: 'aa-system' },
      data: { 'tls.crt': base64(LEAF.pem), 'tls.key': base64(LEAF.keyPem) },
    },
    { kind: 'Service', metadata: { name: 'aa', namespace: 'aa-system' }, spec: { ports: [{ port: 443 }] } },
  ],
});

const KUBECONFIG = stringify({
  kind: 'Config',
  clusters: [{ name: 'a', cluster: { server: 'https://a', 'certificate-authority-data': base64(CA.pem) } }],
  users: [
    {
      name: 'b',
      user: { 'client-certificate-data': base64(LEAF.pem), 'client-key-data': base64(LEAF.keyPem) },
    },
  ],
});

/** Texts that matter to the readers: more is found by writing these than by chance. */
const TOKENS = [
  '-----BEGIN CERTIFICATE-----\n',
  '-----END CERTIFICATE-----',
  '\ufeff',
  '\0',
  '\r',
  '\n',
  '---\n',
  '&a [*a,*a]',
  '!!binary ',
  'kind: Secret\n',
  '{',
  '"',
  '=',
  'ÿ',
  '\\n',
  ': ',
];

type Random = ReturnType<typeof randomOf>;

function mutate(bytes: Uint8Array, random: Random): Buffer {
  let result: Buffer = Buffer.from(bytes);
  for (let count = 1 + random(4); count > 0; count--) result = mutateOnce(result, random);
  return result;
}

function mutateOnce(bytes: Buffer, random: Random): Buffer {
  const at = random(bytes.length + 1);
  const length = random(Math.min(64, bytes.length - at + 1));
  const [before, piece, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  const token = Buffer.from(TOKENS[random(TOKENS.length)] ?? '');
  const pieces = [
    () => [before, after],
    () => [before, piece, piece, after],
    () => [before, token, piece, after],
    () => [before, Buffer.from(piece.map((octet) => octet ^ (1 << random(8)))), after],
    () => [before, Buffer.from([random(256)]), bytes.subarray(at + 1)],
    () => [before],
    () => [before, Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), after],
  ];
  return Buffer.concat(pieces[random(pieces.length)]?.() ?? []);
}

/** Damaged DER in sound PEM gets past the first reader. */
const SOURCES: readonly ((random: Random) => Buffer)[] = [
  (random) => mutate(Buffer.from(LEAF.pem + CA.pem), random),
  (random) => mutate(LEAF.der, random),
  (random) => Buffer.from(encodePem('CERTIFICATE', mutate(LEAF.der, random)) + CA.pem),
  (random) => Buffer.from(encodePem('CERTIFICATE', mutate(CA.der, random))),
  (random) => mutate(Buffer.from(MANIFEST), random),
  (random) => mutate(Buffer.from(LEAF.keyPem), random),
  (random) => mutate(Buffer.from(base64(CA.pem)), random),
  (random) => mutate(Buffer.from(KUBECONFIG), random),
  (random) => Buffer.from(encodePem('CERTIFICATE', mutateOnce(CA.der, random)) + LEAF.pem),
];

const COMMANDS = [
  { run: runCertsInspect, codes: [0, 2], given: { args: ['input'] } },
  {
    run: runCertsInspect,
    codes: [0, 2],
    given: { args: [], options: { filename: ['input'], output: 'json' } },
  },
  {
    run: runCertsVerify,
    codes: [0, 1, 2],
    given: {
      options: { cert: 'input', ca: 'ca.crt', key: 'tls.key', service: 'aa', namespace: 'aa-system' },
    },
  },
  {
    run: runCertsVerify,
    codes: [0, 1, 2],
    given: {
      options: { cert: 'tls.crt', ca: 'input', service: 'aa', namespace: 'aa-system', output: 'json' },
    },
  },
  { run: runCertsVerify, codes: [0, 1, 2], given: { options: { filename: ['input'] } } },
  { run: runCertsBundle, codes: [0, 2], given: { args: ['input'] } },
  { run: runCertsRenew, codes: [0, 2, 3], given: { args: ['leaf'], options: { dryRun: true } } },
  {
    run: runCertsRotate,
    codes: [0, 2, 3],
    given: { args: ['authority'], options: { stage: 'prepare', dryRun: true } },
  },
] as const;

it(`survives ${ROUNDS} mutations: no crash, no wait, no other exit code`, { timeout: 600_000 }, async () => {
  const random = randomOf(SEED);
  const cwd = tempDir();
  for (const [name, text] of Object.entries({
    'ca.crt': CA.pem,
    'tls.crt': LEAF.pem,
    'tls.key': LEAF.keyPem,
  })) {
    writeFileSync(join(cwd, name), text);
  }
  writeFileSync(join(cwd, 'input'), '');
  // Directories in which one file is the input.
  for (const [directory, name] of [
    ['leaf', 'tls.crt'],
    ['authority', 'ca.crt'],
  ] as const) {
    mkdirSync(join(cwd, directory));
    const files = { 'ca.crt': CA.pem, 'ca.key': CA.keyPem, 'tls.crt': LEAF.pem, 'tls.key': LEAF.keyPem };
    for (const [file, text] of Object.entries(files)) writeFileSync(join(cwd, directory, file), text);
    rmSync(join(cwd, directory, name));
    linkSync(join(cwd, 'input'), join(cwd, directory, name));
  }
  const failures: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const input = SOURCES[random(SOURCES.length)]?.(random) ?? Buffer.alloc(0);
    writeFileSync(join(cwd, 'input'), input);
    const { run, codes, given } = COMMANDS[round % COMMANDS.length] ?? COMMANDS[0];
    const started = performance.now();
    const said = await runCommand(run, { cwd, ...given }).then(
      ({ exitCode, stdout, error }) => {
        const text = `${stdout}${error?.message}${JSON.stringify(error?.violations)}`;
        if (/error:0|::routines|\bat .*\.ts:\d/.test(text)) return `raw text: ${text}`;
        return codes.some((code) => code === exitCode) ? undefined : `exit ${exitCode}`;
      },
      (error: unknown) => (error instanceof Error ? error.stack : String(error)),
    );
    const took = performance.now() - started;
    if (said !== undefined || took > SLOWEST)
      failures.push(`round ${round} (${took.toFixed(0)} ms): ${said}\n${input.toString('base64')}`);
    if (failures.length >= 3) break;
  }
  expect(failures).toEqual([]);
});
