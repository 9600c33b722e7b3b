import { completeResource } from '../custom-resource/complete.ts';
import type { RawOptions } from '../option.ts';
import { listOf, switchOf } from '../raw-value.ts';
import { DEFAULT_CRD_VERSION, type ScaffoldCrdAnswers } from './answers.ts';

/** @returns every answer of kx scaffold crd as its flag would say it */
export function completeScaffoldCrd({ resource, out }: ScaffoldCrdAnswers, options: RawOptions): RawOptions {
  const versions = listOf(options, 'version');
  return {
    ...completeResource(resource, options),
    version: versions.length === 0 ? [DEFAULT_CRD_VERSION] : versions,
    label: listOf(options, 'label'),
    annotation: listOf(options, 'annotation'),
    status: switchOf(options, 'status'),
    selectable: listOf(options, 'selectable'),
    out: out ?? '-',
  };
}
