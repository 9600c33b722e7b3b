import type { Attributes, Operation, SeenVersion } from '../../admission/attributes.ts';
import type { ApiObject } from '../../api/api-object.ts';
import type { JsonObject } from '../../api/json.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import type { StructuralSchema } from '../../api/structural-schema.ts';
import { fromStoredVersion, toStoredVersion } from '../../storage/convert-object.ts';
import { storedVersionOf } from '../stored-version-of.ts';
import type { ResourceInput } from './resource-input.ts';

/** What differs from one request to the next. */
export type AdmittedWrite = Pick<Attributes, 'dryRun' | 'object' | 'oldObject' | 'options'> & {
  readonly operation: Operation;
  /** Where the path has none. */
  readonly name?: string;
};

/** A request as those see it who have a say in it. */
export const admissionAttributes = (input: ResourceInput, write: AdmittedWrite): Attributes => {
  const { kind, info, user } = input;
  const { group, plural } = kind;
  const { namespace, subresource, name } = info;
  const seen = seenAs(input, kind);
  const others = input.server.kinds.filter(
    (each) => each.group === group && each.plural === plural && each.version !== kind.version,
  );
  const equivalents = others.map((each) => seenAs(input, each));
  return { group, plural, namespace, subresource, name, user, seen, equivalents, ...write };
};

const seenAs = (input: ResourceInput, other: KindDefinition): SeenVersion => {
  const { kind, info, server } = input;
  const { group, version } = other;
  if (info.subresource === 'scale') {
    const scale = { group: 'autoscaling', version: 'v1', kind: 'Scale' };
    return { version, kind: scale, schema: scaleSchema, show, takeBack: show };
  }
  const own = { version, kind: { group, version, kind: other.kind }, schema: other.schema };
  if (other === kind) return { ...own, show, takeBack: show };
  const stored = storedVersionOf(kind, server.kinds);
  return {
    ...own,
    show: (object) => inVersion(object, { from: kind, to: other, stored }),
    takeBack: (object) => inVersion(object, { from: other, to: kind, stored }),
  };
};

const scaleSchema: StructuralSchema = {
  type: 'object',
  properties: { spec: { type: 'object', properties: { replicas: { type: 'integer' } } } },
};

const show = (object: JsonObject): JsonObject => object;

type Conversion = {
  readonly from: KindDefinition;
  readonly to: KindDefinition;
  readonly stored: KindDefinition;
};

const inVersion = (object: JsonObject, { from, to, stored }: Conversion): JsonObject => {
  const own = object as ApiObject;
  const hub = from === stored ? own : toStoredVersion(own, { shown: from, stored });
  return (to === stored ? hub : fromStoredVersion(hub, to)) as JsonObject;
};
