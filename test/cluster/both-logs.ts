import { runDiscover } from '../../src/commands/discover.ts';
import { KxError } from '../../src/errors.ts';
import type { KubectlVersion } from '../../src/options/discover/kubectl.ts';
import type { RawOptions } from '../../src/options/option.ts';
import { testIo } from '../support/test-io.ts';
import { apiResources, installedKubectls, type Place } from './kubectls.ts';
import { logLines } from './log-lines.ts';

/** What a kubectl logs, and what kx logs in its place. */
export type BothLogs = {
  readonly version: KubectlVersion;
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
};

/** At the levels with headers, curl commands and bodies only these differ in form; the numbers of lines are told at 6. */
const FORMS: readonly KubectlVersion[] = ['1.27', '1.32', '1.33', '1.37'];

/** Runs the kubectls of this machine, and kx as each; a failure is no matter here. */
export async function bothLogs(
  place: Place,
  level: string,
  options: RawOptions = {},
): Promise<readonly BothLogs[]> {
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${String(value)}`);
  const logs: BothLogs[] = [];
  const installed = await installedKubectls();
  for (const kubectl of installed.filter((each) => level === '6' || FORMS.includes(each.version))) {
    const { version } = kubectl;
    const { stderr } = await apiResources(kubectl, place, ['-v', level, ...flags]);
    const ours = await ourLog(place, { v: level, kubectl: version, quiet: true, ...options });
    logs.push({ version, theirs: logLines(stderr), ours });
  }
  return logs;
}

async function ourLog({ KUBECONFIG, cwd = '/' }: Place, options: RawOptions): Promise<readonly string[]> {
  const io = testIo({ env: { KUBECONFIG }, cwd, now: () => new Date() });
  await runDiscover({ options, io }).catch((error: unknown) => {
    if (!(error instanceof KxError)) throw error;
  });
  return logLines(io.printed().stderr);
}
