import { OBJECT_METADATA } from '../check/object-metadata.ts';
import { isJsonObject, type JsonObject } from '../json-value.ts';
import { validateValue } from '../value/validate-value.ts';

/** What an object holds besides saying what it is. */
const BODIES = ['spec', 'data', 'stringData', 'rules', 'webhooks'];

/**
 * Tells whether a value is a whole Kubernetes object, which x-kubernetes-embedded-resource describes.
 *
 * The API server reads the metadata of such objects as its own, and drops or refuses what does not belong there, so
 * everything in it must be in order.
 */
export function isEmbeddedObject(object: JsonObject): boolean {
  const { apiVersion, kind, metadata } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return false;
  if (!/^[a-z0-9.-]+(?:\/[a-z0-9]+)?$/u.test(apiVersion) || !/^[A-Za-z0-9]+$/u.test(kind)) return false;
  if (metadata === undefined) return BODIES.some((name) => isJsonObject(object[name]));
  return isJsonObject(metadata) && isOrderly(metadata);
}

const NAME = /^(?!\.\.?$)[^/%{}\s]+$/u;

function isOrderly(metadata: JsonObject): boolean {
  const schema = OBJECT_METADATA['metadata'];
  const plain = ['name', 'generateName', 'namespace', 'labels', 'annotations', 'finalizers'];
  if (schema === undefined || !Object.keys(metadata).every((key) => plain.includes(key))) return false;
  if (validateValue(schema, metadata).length > 0) return false;
  const {
    name = 'a',
    namespace = 'a',
    generateName = 'a',
    labels = {},
    annotations = {},
    finalizers,
  } = metadata;
  const named = [name, namespace, generateName].every(
    (text) => typeof text === 'string' && NAME.test(text) && /^[a-z0-9.-]+$/u.test(text),
  );
  return (
    named &&
    isJsonObject(labels) &&
    isJsonObject(annotations) &&
    finalizers === undefined &&
    areOrderly(labels, annotations)
  );
}

/** Labels as the API server wants them, and annotations with such keys. */
function areOrderly(labels: JsonObject, annotations: JsonObject): boolean {
  const key = /^(?:[a-z0-9][a-z0-9.-]*\/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/u;
  const value = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/u;
  const keys = [...Object.keys(labels), ...Object.keys(annotations)];
  const filled = Object.keys(labels).length + Object.keys(annotations).length === keys.length;
  return (
    filled &&
    keys.every((each) => key.test(each)) &&
    Object.values(labels).every((each) => value.test(String(each)))
  );
}
