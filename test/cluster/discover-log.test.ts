import { expect, it } from 'vitest';
import { runDiscover } from '../../src/commands/discover.ts';
import { NEWEST_KUBECTL } from '../../src/options/discover/kubectl.ts';
import type { RawOptions } from '../../src/options/option.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { testIo } from '../support/test-io.ts';
import { apiResources, installedKubectls } from './kubectls.ts';
import { logLines } from './log-lines.ts';

const KUBECTLS = await installedKubectls();

describeControlPlanes('the log of kx discover', ({ version }) => {
  const controlPlane = useControlPlane({ version });

  async function discover(options: RawOptions): Promise<string> {
    const io = testIo({ env: { KUBECONFIG: controlPlane().kubeconfig }, now: () => new Date() });
    await runDiscover({ options: { headers: true, ...options }, io });
    return io.printed().stderr;
  }

  for (const kubectl of KUBECTLS) {
    it.each(['3', '6', '7', '8', '9', '10'])(
      `has the lines of kubectl ${kubectl.version} at -v %s`,
      async (v) => {
        const theirs = await apiResources(kubectl, { KUBECONFIG: controlPlane().kubeconfig }, ['-v', v]);
        const ours = await discover({ v, kubectl: kubectl.version, quiet: true });
        const [expected, printed] = [theirs.stderr, ours].map(logLines);
        // 1.36 and newer servers have no v2beta1, so that an old kubectl asks for each group version, in random order.
        const isFannedOut = kubectl.version < '1.30';
        if (isFannedOut) expect(printed?.toSorted()).toEqual(expected?.toSorted());
        else expect(printed).toEqual(expected);
      },
    );
  }

  it.each(['table', 'name'])('has nothing but those lines for -o %s', async (output) => {
    const urls = await loggedUrls({ output });
    expect(urls).toEqual(['/api?timeout=32s', '/apis?timeout=32s']);
  });

  it('ends with what is asked for -o wide, in the same form', async () => {
    expect(await loggedUrls({ output: 'wide' })).toEqual([
      '/api?timeout=32s',
      '/apis?timeout=32s',
      '/apis/apiregistration.k8s.io/v1/apiservices',
    ]);
    expect(NEWEST_KUBECTL).toBe('1.37');
  });

  async function loggedUrls(options: RawOptions): Promise<readonly string[]> {
    const stderr = await discover({ verbose: true, ...options });
    return [...stderr.matchAll(/url="([^"]*)"/g)].map(([, url = '']) =>
      url.replace(controlPlane().server, ''),
    );
  }
});
