import { PLAIN_TYPES } from '../schema/field-type.ts';
import type { Schema } from '../schema/schema.ts';
import { stringFormat } from '../value/string-formats.ts';
import { validateValue } from '../value/validate-value.ts';
import type { Observation } from './observation.ts';

/** Of Kubernetes' own types: what is a number or a text wherever it occurs. */
const INT_OR_STRING_NAMES: ReadonlySet<string> = new Set([
  'maxSurge',
  'maxUnavailable',
  'minAvailable',
  'targetPort',
]);

/** Where quantities stand: the maps of resources, and the resources themselves. */
const RESOURCE_PATH =
  /(?:^|\.)(?:limits|requests|capacity|hard)\{\}$|(?:^|\.)(?:limits|requests|capacity|hard)\.[^.]+$/u;

/** Sizes: only quantities are written so, while `5m` could be minutes. */
const SIZE = /^\d+(?:\.\d+)?[KMGTPE]i$/u;

/**
 * Guesses the schema of a field whose values are texts, or texts and whole numbers.
 *
 * A wrong guess would refuse good objects, so formats are guessed where Kubernetes' own conventions vouch for them:
 * times in fields whose names end in Time or Timestamp, quantities among resources. What else looks like a duration,
 * an address or a name stays a text.
 */
export function inferText(observation: Observation): Schema {
  const { name, path, texts, numbers } = observation;
  if (RESOURCE_PATH.test(path) && isQuantity([...texts, ...numbers])) return PLAIN_TYPES.quantity;
  const loose =
    numbers.length > 0 ||
    INT_OR_STRING_NAMES.has(name) ||
    texts.every((text) => SIZE.test(text) || /^\d+%$/u.test(text));
  if (loose) return PLAIN_TYPES['int-or-string'];
  return isTime(name, texts) ? PLAIN_TYPES['date-time'] : PLAIN_TYPES.string;
}

/** Guesses the schema of a field whose values are whole numbers; some could as well be texts. */
export function inferInteger({ name, path }: Observation): Schema {
  if (RESOURCE_PATH.test(path)) return PLAIN_TYPES.quantity;
  return INT_OR_STRING_NAMES.has(name) ? PLAIN_TYPES['int-or-string'] : PLAIN_TYPES.integer;
}

function isQuantity(values: readonly (number | string)[]): boolean {
  return values.every((value) => validateValue(PLAIN_TYPES.quantity, value).length === 0);
}

/** Fields of the type Time end in Time (API conventions); RFC 3339, as the API server wants it. */
function isTime(name: string, texts: readonly string[]): boolean {
  return (
    /(?:Time|Timestamp)$/u.test(name) &&
    texts.every((text) => stringFormat('date-time')?.accepts(text) === true)
  );
}
