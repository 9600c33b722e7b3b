import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { Scope } from '../../cel/evaluate/frame.ts';
import { authorizerOf, type Decide, resourceCheckOf } from '../../cel/functions/authorizer-functions.ts';
import type { CelValue } from '../../cel/values/cel-value.ts';
import { valueOfUntyped } from '../../cel/values/value-of-untyped.ts';
import type { Attributes, SeenVersion } from '../attributes.ts';
import { admissionRequest } from '../webhooks/admission-review.ts';

/** What every expression of admission may name (k8s.io/apiserver pkg/admission/plugin/cel activation.go). */
export const commonVariables: readonly string[] = [
  'object',
  'oldObject',
  'request',
  'namespaceObject',
  'authorizer',
  'authorizer.requestResource',
];

/** A request as expressions see it. */
export type ExpressionInput = {
  readonly attributes: Attributes;
  readonly seen: SeenVersion;
  /** Undefined where expressions have none. */
  readonly namespace?: JsonObject | undefined;
  readonly decide: Decide;
};

/** The values of these variables. */
export const commonScope = (input: ExpressionInput): Scope | undefined => {
  const { attributes, seen, namespace, decide } = input;
  const { user, plural } = attributes;
  const shown = (object: JsonObject | null): JsonObject | null => object && seen.show(object);
  return scopeOf([
    ...untyped({
      object: shown(attributes.object),
      oldObject: shown(attributes.oldObject),
      request: admissionRequest('', attributes, seen),
      namespaceObject: namespace === undefined ? null : shownNamespace(namespace),
    }),
    ['authorizer', authorizerOf(user, decide)],
    ['authorizer.requestResource', resourceCheckOf(user, { ...attributes, resource: plural }, decide)],
  ]);
};

/** A scope with further variables. */
export const scopeOf = (
  variables: readonly (readonly [name: string, value: CelValue])[],
  outer?: Scope,
): Scope | undefined =>
  variables.reduce<Scope | undefined>((scope, [name, value]) => ({ name, value, outer: scope }), outer);

const untyped = (values: Readonly<Record<string, JsonValue>>): readonly [string, CelValue][] =>
  Object.entries(values).map(([name, value]) => [name, valueOfUntyped(value)]);

/** Expressions see neither owners nor managers of a namespace (CreateNamespaceObject). */
const shownNamespace = ({ metadata, spec, status }: JsonObject): JsonObject => {
  const {
    ownerReferences: _owners,
    managedFields: _fields,
    ...shown
  } = isJsonObject(metadata) ? metadata : {};
  return { metadata: shown, spec, status };
};
