import { badRequest, invalidObject } from '../api/api-errors.ts';
import type { ApiObject } from '../api/api-object.ts';
import { invalidField } from '../api/field-error.ts';
import type { JsonObject, JsonValue } from '../api/json.ts';
import type { KindDefinition } from '../api/kind-definition.ts';
import { decodeMetadata } from './decode-metadata.ts';

/** Turns a submitted document into an object of the kind; another apiVersion is a 400, another kind a 422. */
export const decodeObject = (document: JsonObject, kind: KindDefinition): ApiObject => {
  const { apiVersion, kind: ownKind, metadata, ...fields } = document;
  checkType({ apiVersion, kind: ownKind }, kind);
  const decoded = decodeMetadata(metadata, kind);
  if (ownKind !== kind.kind) {
    // The failure names the kind that was sent.
    throw invalidObject({ group: kind.group, kind: String(ownKind) }, decoded.name ?? '', [
      invalidField('kind', ownKind ?? null, `must be ${kind.kind}`),
    ]);
  }
  return { apiVersion: `${kind.group}/${kind.version}`, kind: kind.kind, metadata: decoded, ...fields };
};

const checkType = (
  given: { readonly apiVersion: JsonValue | undefined; readonly kind: JsonValue | undefined },
  kind: KindDefinition,
): void => {
  const expected = `${kind.group}/${kind.version}`;
  if (typeof given.kind !== 'string' || given.kind === '')
    throw badRequest("Object 'Kind' is missing in the body");
  const { apiVersion } = given;
  if (apiVersion !== expected) {
    const said = typeof apiVersion === 'string' ? apiVersion : '';
    throw badRequest(
      `the API version in the data (${said}) does not match the expected API version (${expected})`,
    );
  }
};
