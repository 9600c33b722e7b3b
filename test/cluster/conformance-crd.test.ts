import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { CHECKS } from '../conformance/all-checks.ts';
import { runChecks } from '../conformance/run-checks.ts';
import { clusterCrdCommand, crdCommand } from '../conformance/scaffold-flags.ts';
import { kubectlsFor } from '../conformance/servers/aggregated-subject.ts';
import { startDirectSubject } from '../conformance/servers/direct-subject.ts';
import { scaffoldServer } from '../conformance/servers/scaffold-server.ts';
import { TYPESCRIPT_MEMORY } from '../conformance/servers/typescript-servers.ts';
import { startWebhook } from '../conformance/servers/webhook.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { supportedVersions } from '../controlplane/supported-versions.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runKx } from '../support/run-kx.ts';
import { type BadAnswers, badAnswersOf } from './bad-answers.ts';
import { endpointOf } from './endpoint-of.ts';
import { kubectl } from './kubectl.ts';

/** Checks that a CRD does not pass, and why. */
const OTHERWISE: ReadonlyMap<number, string> = new Map([
  [12, 'a path below the group of a CRD that leads to no resource falls through to a plain 404'],
  [25, 'kube-apiserver redirects from an old hash to the new one'],
  [19, 'kube-apiserver answers a list itself, whoever wants to upgrade'],
]);

/** Requests, by a part of their line, that a scaffolded server answers in other words, and why. */
const OTHER_WORDS: readonly (readonly [request: RegExp, reason: string])[] = [
  [/"spec":(?:"x"|\[\]|1)\}|"status":"x"/u, 'kube-apiserver adds that no replicas can be read from it'],
  [/"size":(?:1\.5|3000000000)/u, 'kube-apiserver names no field where a number is not of its format'],
  [/fieldManager=%00/u, 'Go quotes control characters its own way'],
  [/%YAML 9|!!int/u, 'directives and tags of YAML that mean nothing are passed over'],
  [/"a: b: c".*|apply-patch\+yaml","body":"a: b: c"/u, 'some parts of YAML fail one stage later there'],
  [/"PUT".*"uid":"x"/u, 'kube-apiserver names the key in etcd'],
  [/"PUT".*"kind":"Gadget"/u, 'another is the first of two problems'],
  [/"kind":null|\/kind/u, 'the whole document is not told twice'],
  [/apply-patch\+yaml.*"(?:spec":"x|note":1)/u, 'kube-apiserver shows how Go holds the value'],
  [/Strict.*json-patch/u, 'what no operation of a patch has is ignored'],
  [/"DELETE".*"kind":"Widget"/u, 'there is no scheme of Go to name'],
  [/"(?:DELETE|POST)".*v1alpha1\/widgets"/u, 'there are routes, and what they do not take is a 405'],
  [
    /"POST".*widgets\/w"|"(?:PUT|PATCH)".*default\/widgets"|"OPTIONS"/u,
    'what a route does not take is a 405',
  ],
  [
    /alpha1\/(?:widgets\/w|nothings)"|w\/(?:nothing|status\/more)"|a%2Fb/u,
    'what leads nowhere is a 404 with a Status',
  ],
  [/\/scale/u, 'a Scale is validated as such'],
  [/MetadataList/u, 'an object is not acceptable as a list, where kube-apiserver has an error of its own'],
];

describeControlPlanes(
  'the checks of extension API servers, on CRDs',
  ({ version }) => {
    const controlPlane = useControlPlane({ version });

    const run = async (args: readonly string[], stdin = '') => {
      const { exitCode, stderr } = await kubectl(controlPlane(), args, { stdin });
      expect(exitCode, stderr).toBe(0);
    };

    beforeAll(async () => {
      for (const [out, command] of [
        ['widget', crdCommand],
        ['class', clusterCrdCommand],
      ] as const) {
        const { dir } = controlPlane();
        const { status, stderr } = runKx(command(out), { cwd: dir });
        expect(status, stderr).toBe(0);
        await run(['create', '-f', join(dir, out, 'crd.yaml')]);
        await run(['wait', '--for=condition=Established', '-f', join(dir, out, 'crd.yaml')]);
      }
    });

    it('hold for what the API server itself does', async () => {
      const subject = {
        endpoint: endpointOf(controlPlane()),
        mode: 'aggregated',
        makeNamespace: (name: string) => run(['create', 'namespace', name]),
        means: { kubectls: await kubectlsFor(controlPlane()), startWebhook },
      } as const;
      const results = await runChecks(CHECKS, subject);
      const unexpected = results.filter(
        ({ check, outcome }) => OTHERWISE.has(check.id) !== (outcome === 'failed'),
      );
      expect(unexpected.map(({ check, reason }) => `${check.id} ${check.title}: ${reason}`)).toEqual([]);
    });

    // Sentences change from version to version; those of the newest are said.
    it.runIf(version === supportedVersions.at(-1))(
      'and what is wrong with four hundred requests is said in the same words by a scaffolded server',
      async () => {
        const startable = scaffoldServer(TYPESCRIPT_MEMORY, controlPlane().dir);
        const subject = await startDirectSubject(startable);
        try {
          const endpoints = [endpointOf(controlPlane()), subject.endpoint];
          const [there = new Map(), here = new Map()] = await Promise.all(endpoints.map(badAnswersOf));
          const isOtherwise = (title: string) => OTHER_WORDS.some(([request]) => request.test(title));
          const titles = [...there.keys()];
          const compared = titles.filter((title) => !isOtherwise(title));
          expect(compared.length).toBeGreaterThan(350);
          const answersOf = (answers: BadAnswers) => compared.map((title) => [title, answers.get(title)]);
          expect(answersOf(here)).toEqual(answersOf(there));
          for (const [request, reason] of OTHER_WORDS) {
            const differs = (title: string) => !isDeepStrictEqual(here.get(title), there.get(title));
            expect(
              titles.some((title) => request.test(title) && differs(title)),
              reason,
            ).toBe(true);
          }
        } finally {
          await subject.stop();
        }
      },
    );
  },
  { oneIsEnough: true },
);
