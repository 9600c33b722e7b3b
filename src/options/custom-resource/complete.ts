import type { CustomResource } from '../../model/custom-resource.ts';
import type { RawOptions } from '../option.ts';
import { listOf, textOf } from '../raw-value.ts';

/**
 * @param resource what the flags were read as
 * @returns the flags that describe it, as RESOURCE_NAME_OPTIONS and RESOURCE_SCHEMA_OPTIONS have them, defaults and
 *   derived names written down; without `--status`, which not every command has
 */
export function completeResource(resource: CustomResource, options: RawOptions): RawOptions {
  const { group, names, scope } = resource;
  return {
    group,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular,
    listKind: names.listKind,
    shortName: names.shortNames,
    category: names.categories,
    scope,
    field: listOf(options, 'field'),
    scale: textOf(options, 'scale'),
    column: listOf(options, 'column'),
    selectable: listOf(options, 'selectable'),
  };
}
