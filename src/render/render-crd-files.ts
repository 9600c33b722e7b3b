import type { CustomResource } from '../model/custom-resource.ts';
import type { OutputPart } from '../model/output-part.ts';
import type { SampleOf } from '../model/sample/sample-maker.ts';
import { renderDocsFiles } from './docs/render-docs.ts';
import type { FileSet } from './file-set.ts';
import { onlyFiles } from './only-files.ts';
import { renderCrdFile } from './render-crd.ts';
import { renderRbacFiles } from './render-rbac.ts';
import { renderSampleFiles } from './render-samples.ts';
import { renderTypesFiles } from './types/render-types.ts';

type Wanted = {
  /** None for all. */
  readonly parts: readonly OutputPart[];
  readonly sampleOf: SampleOf;
};

/**
 * Renders everything that kx scaffold crd writes: the CRD, samples, roles, types, a page.
 *
 * @param resource one that `checkCustomResource` found nothing wrong with
 */
export function renderCrdFiles(resource: CustomResource, { parts, sampleOf }: Wanted): FileSet {
  const files = [
    renderCrdFile(resource),
    ...renderSampleFiles(resource, sampleOf),
    ...renderRbacFiles(resource),
    ...renderTypesFiles(resource),
    ...renderDocsFiles(resource, sampleOf),
  ];
  return onlyFiles(files, parts);
}
