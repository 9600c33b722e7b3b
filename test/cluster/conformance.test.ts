import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../conformance/all-checks.ts';
import { runChecks } from '../conformance/run-checks.ts';
import { startAggregatedSubject } from '../conformance/servers/aggregated-subject.ts';
import { SERVERS } from '../conformance/servers/all-servers.ts';
import { scaffoldNextRelease } from '../conformance/servers/next-release.ts';
import { scaffoldServer } from '../conformance/servers/scaffold-server.ts';
import { unexpectedResults } from '../conformance/servers/unexpected.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { HAS_GO } from './go-command.ts';

const HERE = SERVERS.filter(({ needsGo }) => needsGo !== true || HAS_GO);

/** What outlasts a minute is waited for once a server. */
const PATIENT = '1.36';

/** Each server runs on one version, unless versions are listed: what differs between those is not the server. */
const versionOf = (index: number): string => (index === 0 ? PATIENT : '1.37');

describeControlPlanes('the checks of extension API servers', ({ version, hasControllerManager }) => {
  const isListed = process.env['KX_TEST_VERSIONS'] !== undefined;
  const kinds = HERE.filter((_, index) => isListed || version === versionOf(index));
  describe.each(kinds)('behind kube-apiserver: $title', (kind) => {
    const controlPlane = useControlPlane({ version, withControllerManager: hasControllerManager });

    it('come out as the table says', { timeout: 300_000 }, async () => {
      const directory = join(controlPlane().dir, 'scaffolded');
      const cluster = {
        controlPlane: controlPlane(),
        hasControllers: hasControllerManager,
        hasPatience: version === PATIENT,
      };
      const next = scaffoldNextRelease(kind, directory);
      const subject = await startAggregatedSubject(scaffoldServer(kind, directory), cluster, next);
      try {
        expect(unexpectedResults(await runChecks(CHECKS, subject), kind)).toEqual([]);
      } finally {
        await subject.stop();
      }
    });
  });
});
