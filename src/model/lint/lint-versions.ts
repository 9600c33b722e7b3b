import type { Violation } from '../../errors.ts';
import type { CustomResource } from '../custom-resource.ts';
import { canonicalJson, type JsonValue } from '../json-value.ts';
import { mapSchema } from '../schema/map-schema.ts';
import type { Schema } from '../schema/schema.ts';
import { withDescription } from '../size/limit-descriptions.ts';

/**
 * Finds versions that no webhook converts and that have other fields than the storage version: what only one of them
 * has is dropped when an object is written in the other.
 *
 * @returns warnings at `versions[index]`
 */
export function lintVersions({ versions, conversion }: CustomResource): readonly Violation[] {
  const stored = versions.find(({ storage }) => storage);
  if (conversion !== undefined || stored === undefined) return [];
  if (versions.every(({ schema }) => schema === stored.schema)) return [];
  const shape = shapeOf(stored.schema);
  return versions.flatMap(({ name, served, schema }, index) =>
    !served || shapeOf(schema) === shape
      ? []
      : [
          {
            path: `versions[${index}]`,
            message: `${name} and the storage version ${stored.name} have different schemas and nothing converts between them: what only one of them has is lost`,
            hint: '--conversion webhook=SERVICE.NAMESPACE, or give both the same fields',
          },
        ],
  );
}

/** What decides whether values are kept: not what is said of them. */
function shapeOf(schema: Schema): string {
  const plain: JsonValue = JSON.parse(
    JSON.stringify(mapSchema(schema, (node) => withDescription(node, undefined))),
  );
  return canonicalJson(plain);
}
