import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../api/json.ts';

/** An object in a document that a person wrote: where it is, and where its problems go. */
export type DocumentPart = {
  readonly object: JsonObject;
  /** `rules[0].`, empty for the document itself. */
  readonly path: string;
  readonly problems: string[];
};

/** The texts of a list; without it there are none. */
export const textsOf = (part: DocumentPart, name: string): readonly string[] => {
  const list = listOf(part, name);
  const texts = list.filter((each) => typeof each === 'string');
  if (texts.length < list.length) part.problems.push(`${part.path}${name}: must be a list of strings`);
  return texts;
};

/** The objects of a list; without it there are none. */
export const partsOf = (part: DocumentPart, name: string): readonly DocumentPart[] => {
  const list = listOf(part, name);
  const objects = list.filter(isJsonObject);
  if (objects.length < list.length) part.problems.push(`${part.path}${name}: must be a list of objects`);
  return objects.map((object, index) => ({ ...part, object, path: `${part.path}${name}[${index}].` }));
};

/** A switch, undefined where it is not set. */
export const switchOf = ({ object, path, problems }: DocumentPart, name: string): boolean | undefined => {
  const value = ownMember(object, name) ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  problems.push(`${path}${name}: must be true or false`);
  return undefined;
};

/** Notes each member that is not one of these: what is misspelt would not count. */
export const refuseOthers = ({ object, path, problems }: DocumentPart, known: readonly string[]): void => {
  for (const name of Object.keys(object)) {
    if (!known.includes(name)) problems.push(`${path}${name}: unknown field`);
  }
};

const listOf = ({ object, path, problems }: DocumentPart, name: string): readonly JsonValue[] => {
  const value = ownMember(object, name) ?? undefined;
  if (value === undefined) return [];
  if (isJsonList(value)) return value;
  problems.push(`${path}${name}: must be a list`);
  return [];
};
