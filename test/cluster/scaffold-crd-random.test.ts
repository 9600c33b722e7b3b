// What nobody thought of: random answers, of which the API server has to say what kx says, and random damage to CRDs.
// KX_RANDOM_RUNS and KX_RANDOM_SEED ask for more of it, and for other cases.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/model/json-value.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runMain } from '../support/run-main.ts';
import { fc, SEED } from '../support/seeded-fast-check.ts';
import { tempDir } from '../support/temp-dir.ts';
import { type ApiAnswer, type ApiSession, apiSession } from './api-session.ts';
import { assembled } from './assembled.ts';
import { damaged } from './damaged-crd.ts';
import { randomAnswers } from './random-answers.ts';
import { isStricter } from './stricter.ts';
import { type OpenApiSchema, withDefaults } from './with-defaults.ts';

const RUNS = Number(process.env['KX_RANDOM_RUNS'] ?? 160);
/** How many resources are created at the same time; each has a handler of its own in the API server. */
const BATCH = 8;
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

const PANICKED: ApiAnswer = { status: 500, warnings: [], body: {} };
/** What a CRD of --from may leave out, since flags and defaults say it. */
const LEFT_OUT =
  /Required value|must have exactly one version marked as storage|versions\[\d\]\.name: Invalid value: ""/u;

type Scaffolded = {
  readonly files: ReadonlyMap<string, JsonObject>;
  readonly violations: readonly { readonly path: string; readonly message: string }[];
  readonly stderr: string;
};

/** Runs kx, and finds that it wrote everything or nothing. */
async function scaffold(words: readonly string[], stdin = ''): Promise<Scaffolded> {
  const out = join(tempDir(), 'out');
  const line = ['scaffold', 'crd', ...words, '--out', out, '-o', 'json'];
  const { status, stdout, stderr } = await runMain(line, { stdin: Readable.from([stdin]) });
  if (status !== 0) {
    expect({ status, wrote: existsSync(out) }, stderr).toEqual({ status: 2, wrote: false });
    return { files: new Map(), violations: JSON.parse(stdout).violations, stderr };
  }
  const names = ['crd.yaml', 'samples/minimal.yaml', 'samples/full.yaml'];
  const read = (name: string): JsonObject => parse(readFileSync(join(out, name), 'utf8'));
  return { files: new Map(names.map((name) => [name, read(name)])), violations: [], stderr };
}

const said = ({ violations }: Scaffolded) =>
  violations.map(({ path, message }) => `${path} ${message}`).join('\n');
const answered = ({ status, body }: ApiAnswer) => `${status} ${body['message'] ?? ''}`;

describeControlPlanes(
  'random answers',
  ({ version }) => {
    const controlPlane = useControlPlane({ version });
    let session: ApiSession | undefined;
    const ask: ApiSession = (...request) => {
      session ??= apiSession(controlPlane());
      return session(...request);
    };
    // The handler panics at some CRDs, as at selectable fields without a schema: that is no way of taking them.
    const judge = (crd: unknown) =>
      ask('POST', `${CRDS}?dryRun=All&fieldValidation=Strict`, crd).catch(() => PANICKED);

    const NAMES = ['--group', 'random.example.com', '--kind', 'Thing'];

    it('make CRDs that the API server takes without a warning, and are refused only where it refuses them', async () => {
      await fc.assert(
        fc.asyncProperty(randomAnswers, async (answers) => {
          const made = await scaffold([...NAMES, ...answers]);
          const crd = made.files.get('crd.yaml');
          const forced = crd ?? assembled([...NAMES, ...answers]);
          // What is no word of the field language describes no CRD.
          fc.pre(forced !== undefined);
          const answer = await judge(forced);
          if (crd !== undefined) {
            expect({ status: answer.status, warnings: answer.warnings }, answered(answer)).toEqual({
              status: 201,
              warnings: [],
            });
          } else if (!made.violations.some(isStricter)) {
            expect(answer.status, `kx refuses this: ${said(made)}`).not.toBe(201);
          }
        }),
        { numRuns: RUNS, seed: SEED },
      );
    });

    it('damage that the API server refuses is refused, and no other', async () => {
      await fc.assert(
        fc.asyncProperty(randomAnswers, fc.infiniteStream(fc.nat()), async (answers, random) => {
          const made = await scaffold([...NAMES, ...answers]);
          const crd = made.files.get('crd.yaml');
          fc.pre(crd !== undefined);
          const input = damaged(crd, () => random.next().value ?? 0);
          const [read, verdict] = await Promise.all([
            scaffold(['--from', '-', '--from-format', 'crd'], JSON.stringify(input)),
            judge(input),
          ]);
          const result = read.files.get('crd.yaml');
          if (result !== undefined) {
            const answer = await judge(result);
            expect({ status: answer.status, warnings: answer.warnings }, answered(answer)).toEqual({
              status: 201,
              warnings: [],
            });
            // What kx mends it must say.
            const isSaid = verdict.status === 201 || /warning: /u.test(read.stderr);
            expect(isSaid || LEFT_OUT.test(answered(verdict)), answered(verdict)).toBe(true);
          } else if (!read.violations.some(isStricter)) {
            expect(verdict.status, `kx refuses this: ${said(read)}`).not.toBe(201);
          }
        }),
        { numRuns: RUNS, seed: SEED },
      );
    });

    it('give samples that are created and come back equal', async () => {
      const runs = Math.ceil(RUNS / 8);
      const answers = fc.sample(randomAnswers, { numRuns: runs * 3, seed: SEED });
      const made: { readonly words: readonly string[]; readonly files: ReadonlyMap<string, JsonObject> }[] =
        [];
      for (const [index, own] of answers.entries()) {
        const words = ['--group', `case${index}.example.com`, '--kind', 'Thing', ...own];
        const { files, stderr } = await scaffold(words);
        // Of rules that no sample was found for it warns.
        if (files.size > 0 && !stderr.includes('sample') && made.length < runs) made.push({ words, files });
      }
      for (let start = 0; start < made.length; start += BATCH) {
        await Promise.all(
          made.slice(start, start + BATCH).map(async ({ words, files }) => {
            const context = `seed ${SEED}: ${words.join(' ')}`;
            const crd = await created(ask, files.get('crd.yaml') ?? {}, context);
            for (const name of ['samples/minimal.yaml', 'samples/full.yaml']) {
              const sample = files.get(name) ?? {};
              const stored = await createdObject(ask, crd, sample, context);
              expect(withoutMetadata(stored), context).toEqual(
                withDefaults(schemaOf(crd, sample), withoutMetadata(sample)),
              );
            }
            await ask('DELETE', `${CRDS}/${crd.metadata.name}`);
          }),
        );
      }
      expect(made.length).toBeGreaterThan(runs / 2);
    });
  },
  { whereBuilt: ['1.35'] },
);

type Crd = {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: OpenApiSchema };
    }[];
  };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
};

async function created(ask: ApiSession, crd: JsonObject, context: string): Promise<Crd> {
  const answer = await ask('POST', CRDS, crd);
  expect(answer.status, `${context}: ${answered(answer)}`).toBe(201);
  const made: Crd = JSON.parse(JSON.stringify(answer.body));
  const isEstablished = async () => {
    const { body } = await ask('GET', `${CRDS}/${made.metadata.name}`);
    const { status }: Crd = JSON.parse(JSON.stringify(body));
    return status?.conditions?.some((each) => each.type === 'Established' && each.status === 'True');
  };
  await expect.poll(isEstablished, { timeout: 30_000, interval: 50, message: context }).toBe(true);
  return made;
}

async function createdObject(
  ask: ApiSession,
  { spec }: Crd,
  sample: JsonObject,
  context: string,
): Promise<JsonObject> {
  const version = String(sample['apiVersion']).split('/')[1];
  const namespace = spec.scope === 'Cluster' ? '' : 'namespaces/default/';
  const path = `/apis/${spec.group}/${version}/${namespace}${spec.names.plural}`;
  let answer: ApiAnswer | undefined;
  const attempt = async () => {
    answer = await ask('POST', `${path}?fieldValidation=Strict`, sample);
    return answer.status;
  };
  // An established resource can be unknown to a handler for a moment.
  await expect.poll(attempt, { timeout: 10_000, interval: 50 }).not.toBe(404);
  expect(answer?.status, `${context}: ${answer === undefined ? '' : answered(answer)}`).toBe(201);
  return answer?.body ?? {};
}

function schemaOf({ spec }: Crd, sample: JsonObject): OpenApiSchema {
  const version = String(sample['apiVersion']).split('/')[1];
  return spec.versions.find(({ name }) => name === version)?.schema.openAPIV3Schema ?? {};
}

function withoutMetadata({ metadata: _, ...others }: JsonObject): JsonObject {
  return others;
}
