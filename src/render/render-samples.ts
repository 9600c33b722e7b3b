import { type CustomResource, storageVersion } from '../model/custom-resource.ts';
import type { SampleOf } from '../model/sample/sample-maker.ts';
import type { FileSet } from './file-set.ts';
import { renderYaml } from './yaml.ts';

/**
 * @returns `samples/minimal.yaml` and `samples/full.yaml`, of the storage version if it is served, else of the first
 *   served one
 */
export function renderSampleFiles(resource: CustomResource, sampleOf: SampleOf): FileSet {
  const stored = storageVersion(resource);
  const version = stored?.served === true ? stored : resource.versions.find(({ served }) => served);
  if (version === undefined) return [];
  return (['minimal', 'full'] as const).map((mode) => ({
    path: `samples/${mode}.yaml`,
    text: renderYaml(sampleOf(version, mode)),
    mode: 0o644,
  }));
}
