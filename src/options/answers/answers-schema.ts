import { COLUMN_TYPE_NAMES } from '../../model/check/check-columns.ts';
import { RULE_REASONS } from '../../model/check/check-rule-words.ts';
import { RESOURCE_SCOPES } from '../../model/custom-resource.ts';
import { isJsonList, type JsonObject, type JsonValue } from '../../model/json-value.ts';
import type { AnswerTable } from '../command-form.ts';
import type { AnswerForm } from '../option.ts';
import { type AnswerSpec, answerSpecs } from './answer-spec.ts';
import { COLUMN_MEMBERS } from './column-text.ts';
import { FIELD_MEMBERS } from './field-members.ts';
import type { MemberType } from './read-members.ts';
import { RESOURCE_MEMBERS } from './resource-text.ts';
import { RULE_MEMBERS } from './rule-members.ts';
import { SCALE_MEMBERS } from './scale-text.ts';
import { VERSION_MEMBERS } from './version-text.ts';

/**
 * Describes the answers files of a command to editors and to other programs.
 *
 * @param command without `kx`: `scaffold crd`
 * @returns a JSON Schema of draft 2020-12; what it accepts may still break rules that only kx checks
 */
export function answersSchema(command: string, table: AnswerTable): JsonObject {
  const answers = answerSpecs(table).map((spec): readonly [string, JsonValue] => [
    spec.answer.key,
    answerSchema(spec),
  ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:kx:answers:${command.replaceAll(' ', '-')}`,
    title: `Answers of kx ${command}`,
    description: 'An answer that is null is one that is not given.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'where this schema lies, for editors' },
      ...Object.fromEntries(answers),
    },
  };
}

const TEXT: JsonObject = { type: ['string', 'integer'] };

function answerSchema(spec: AnswerSpec): JsonObject {
  const { choices, defaultText } = spec;
  const description = spec.description.replace(/ \(repeatable\)$/u, '');
  const isValue = defaultText !== undefined && choices?.includes(defaultText) === true;
  return {
    description: defaultText === undefined ? description : `${description} (default: ${defaultText})`,
    ...(isValue ? { default: defaultText } : {}),
    ...valueSchema(spec),
  };
}

function valueSchema({ shape, choices, answer: { form } }: AnswerSpec): JsonObject {
  if (shape === 'switch') return { type: ['boolean', 'null'] };
  if (shape === 'list') return listSchema(form);
  if (choices !== undefined) return { enum: [...choices, null] };
  return form === 'scale' ? { anyOf: [{ type: 'null' }, ...itemSchemas(form)] } : orNull(TEXT);
}

function listSchema(form: AnswerForm | undefined): JsonObject {
  const [text, ...structured] = itemSchemas(form);
  const items: JsonValue = structured.length === 0 ? (text ?? TEXT) : { anyOf: [TEXT, ...structured] };
  const list: JsonObject = { type: ['array', 'null'], items };
  if (form !== 'pairs') return list;
  return { anyOf: [list, { type: 'object', additionalProperties: orNull(TEXT) }] };
}

/** @returns the text of the flag, and the mapping that says the same */
function itemSchemas(form: AnswerForm | undefined): readonly JsonObject[] {
  const members = form === undefined ? undefined : MEMBERS[form];
  if (members === undefined) return [TEXT];
  const { types, required, choices = {} } = members;
  const properties = Object.entries(types).map(([key, type]) => {
    const words = Object.hasOwn(choices, key) ? choices[key] : undefined;
    const schema = words === undefined ? MEMBER_SCHEMAS[type] : { enum: words };
    return [key, required.includes(key) ? schema : orNull(schema)];
  });
  const item = {
    type: 'object',
    additionalProperties: false,
    required,
    properties: Object.fromEntries(properties),
  };
  return [TEXT, item];
}

type Members = {
  readonly types: Readonly<Record<string, MemberType>>;
  readonly required: readonly string[];
  readonly choices?: Readonly<Record<string, readonly string[]>>;
};

const MEMBERS: Readonly<Partial<Record<AnswerForm, Members>>> = {
  column: {
    types: COLUMN_MEMBERS,
    required: ['name', 'type', 'jsonPath'],
    choices: { type: COLUMN_TYPE_NAMES },
  },
  field: {
    types: FIELD_MEMBERS,
    required: ['path', 'type'],
    choices: { listType: ['set', 'map', 'atomic'], mapType: ['atomic', 'granular'] },
  },
  resource: { types: RESOURCE_MEMBERS, required: ['kind'], choices: { scope: RESOURCE_SCOPES } },
  rule: { types: RULE_MEMBERS, required: ['rule'], choices: { reason: RULE_REASONS } },
  scale: { types: SCALE_MEMBERS, required: ['specReplicasPath', 'statusReplicasPath'] },
  version: { types: VERSION_MEMBERS, required: ['name'] },
};

const MEMBER_SCHEMAS: Readonly<Record<MemberType, JsonObject>> = {
  any: {},
  list: { type: 'array' },
  number: { type: 'number' },
  switch: { type: 'boolean' },
  text: { type: 'string' },
  texts: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
};

/** An empty schema takes null as it is. */
function orNull(schema: JsonObject): JsonObject {
  const { type, enum: words, anyOf } = schema;
  if (isJsonList(words)) return { ...schema, enum: [...words, null] };
  if (isJsonList(anyOf)) return { ...schema, anyOf: [...anyOf, { type: 'null' }] };
  return type === undefined ? schema : { ...schema, type: [...(isJsonList(type) ? type : [type]), 'null'] };
}
