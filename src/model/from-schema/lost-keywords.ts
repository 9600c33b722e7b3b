import type { JsonObject } from '../json-value.ts';
import { below, type Context, warn } from './context.ts';

/** Keywords that are read. */
const READ = new Set(
  (
    '$ref allOf anyOf oneOf not type enum const nullable title description default example examples deprecated format ' +
    'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern minItems maxItems ' +
    'uniqueItems items prefixItems additionalItems unevaluatedItems minProperties maxProperties required properties ' +
    'additionalProperties unevaluatedProperties patternProperties propertyNames dependentRequired dependencies ' +
    'contentEncoding discriminator externalDocs'
  ).split(' '),
);

/** Keywords that say nothing of objects. */
const SILENT = new Set(
  '$schema $id id $comment $defs definitions $anchor $vocabulary ~standard markdownDescription'.split(' '),
);

const KUBERNETES = new Set([
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
  'x-kubernetes-group-version-kind',
]);

const CONDITION = 'conditions have no counterpart in a CRD; a CEL rule (--rule) can say the same';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['if', CONDITION],
  ['then', CONDITION],
  ['else', CONDITION],
  ['readOnly', 'a CRD has no such keyword; what controllers write belongs into status'],
  ['writeOnly', 'a CRD has no such keyword; secrets belong into a Secret that the object names'],
  ['contains', 'a CEL rule (--rule) can say the same: self.exists(item, …)'],
]);

/** Names every keyword of a node that the result does not say. */
export function warnOfLostKeywords(context: Context, node: JsonObject, at: string): void {
  for (const keyword of Object.keys(node)) {
    if (READ.has(keyword) || SILENT.has(keyword) || KUBERNETES.has(keyword) || keyword.startsWith('x-kx-'))
      continue;
    const why = REASONS.get(keyword);
    const reason = why === undefined ? ', since a CRD has no such keyword' : `: ${why}`;
    warn(context, below(context, at, keyword), `${keyword} is lost${reason}`);
  }
}
