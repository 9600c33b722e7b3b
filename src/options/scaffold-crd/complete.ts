import { completeResource } from '../custom-resource/complete.ts';
import type { RawOptions } from '../option.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import { DEFAULT_CRD_VERSION, type ScaffoldCrdAnswers } from './answers.ts';

/**
 * @returns every answer of kx scaffold crd as its flag would say it; what flags put over the files of --from is not
 *   repeated from them
 */
export function completeScaffoldCrd({ resource, out }: ScaffoldCrdAnswers, options: RawOptions): RawOptions {
  const from = listOf(options, 'from');
  return {
    ...completeResource(resource, options),
    ...(from.length === 0 ? withoutSource(options) : withSource(options)),
    from: from.length === 0 ? undefined : from,
    fromFormat: textOf(options, 'fromFormat'),
    label: listOf(options, 'label'),
    annotation: listOf(options, 'annotation'),
    rule: listOf(options, 'rule'),
    caBundle: textOf(options, 'caBundle'),
    maxDescription: textOf(options, 'maxDescription'),
    sizeBudget: textOf(options, 'sizeBudget'),
    only: textOf(options, 'only'),
    out: out ?? '-',
  };
}

function withoutSource(options: RawOptions): RawOptions {
  const versions = listOf(options, 'version');
  return {
    version: versions.length === 0 ? [DEFAULT_CRD_VERSION] : versions,
    status: switchOf(options, 'status'),
    conversion: textOf(options, 'conversion') ?? 'none',
  };
}

function withSource({ version, status, conversion }: RawOptions): RawOptions {
  return { version, status, conversion };
}
