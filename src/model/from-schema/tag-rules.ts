import { escapeName } from '../../../templates/aa/typescript/src/server/cel/values/escape-name.ts';
import { valueSize } from '../check/value-size.ts';
import type { JsonValue } from '../json-value.ts';
import type { Schema, ValidationRule } from '../schema/schema.ts';
import { below, type Context, warn } from './context.ts';
import type { FlatNode } from './node.ts';

/** One alternative of a union that a tag tells apart: what the tag says then, and which fields come with it. */
export type TaggedBranch = {
  readonly tags: readonly JsonValue[];
  /** Fields that must be there, beside those that every alternative must have. */
  readonly required: readonly string[];
  /** Fields that must not be there. */
  readonly excluded: readonly string[];
};

/** @returns what CEL calls a field of an object, or undefined where no rule can see it */
function celName(schema: Schema, name: string): string | undefined {
  const properties = schema.properties ?? {};
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return property === undefined || valueSize(property) === undefined ? undefined : escapeName(name);
}

/**
 * Makes the CEL rules of a union whose alternatives a tag tells apart.
 *
 * @param schema the object with the fields of all alternatives
 * @returns undefined where CEL does not see one of the fields
 */
export function tagRules(
  schema: Schema,
  tag: string,
  branches: readonly TaggedBranch[],
): readonly ValidationRule[] | undefined {
  const self = celName(schema, tag);
  const names = [...new Set(branches.flatMap(({ required, excluded }) => [...required, ...excluded]))];
  const cel = new Map(names.map((name) => [name, celName(schema, name)]));
  if (self === undefined || [...cel.values()].includes(undefined)) return undefined;
  const needs = branches
    .filter(({ required }) => required.length > 0)
    .map(({ tags, required }): ValidationRule => {
      const all = required.map((name) => `has(self.${cel.get(name)})`).join(' && ');
      const verb = required.length === 1 ? 'is' : 'are';
      return {
        rule: `${differs(self, tags)} || ${required.length === 1 ? all : `(${all})`}`,
        message: `${listed(required)} ${verb} required when ${tag} is ${listed(tags.map(String), 'or')}`,
      };
    });
  return [...needs, ...exclusions({ tag, self, cel, branches })];
}

type Exclusions = {
  readonly tag: string;
  readonly self: string;
  readonly cel: ReadonlyMap<string, string | undefined>;
  readonly branches: readonly TaggedBranch[];
};

function exclusions({ tag, self, cel, branches }: Exclusions): readonly ValidationRule[] {
  return [...cel].flatMap(([name, escaped]): readonly ValidationRule[] => {
    if (!branches.some(({ excluded }) => excluded.includes(name))) return [];
    const tags = branches.filter(({ excluded }) => !excluded.includes(name)).flatMap((branch) => branch.tags);
    const rule = `${equals(self, tags)} || !has(self.${escaped})`;
    return [{ rule, message: `${name} is only for ${tag} ${listed(tags.map(String), 'or')}` }];
  });
}

function equals(self: string, tags: readonly JsonValue[]): string {
  const [only] = tags;
  return tags.length === 1
    ? `self.${self} == ${literal(only)}`
    : `self.${self} in [${tags.map(literal).join(', ')}]`;
}

function differs(self: string, tags: readonly JsonValue[]): string {
  const [only] = tags;
  return tags.length === 1 ? `self.${self} != ${literal(only)}` : `!(${equals(self, tags)})`;
}

/** Texts in single quotes, so that the rule needs no escapes in YAML. */
function literal(value: JsonValue | undefined): string {
  if (typeof value !== 'string') return JSON.stringify(value ?? null);
  return `'${value.replace(/[\\']/gu, '\\$&').replace(/\n/gu, '\\n')}'`;
}

function listed(words: readonly string[], joint: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}

/** Makes the CEL rules of fields that need other fields; those that CEL does not see are named as lost. */
export function dependencyRules(node: FlatNode, schema: Schema, context: Context): readonly ValidationRule[] {
  return node.dependencies.flatMap(([name, needed]): readonly ValidationRule[] => {
    const self = celName(schema, name);
    const others = needed.map((each) => celName(schema, each));
    if (needed.length === 0) return [];
    if (self === undefined || others.includes(undefined)) {
      const at = below(context, node.at, 'dependentRequired', name);
      warn(context, at, `that ${name} needs ${listed(needed)} is lost: no CEL rule can see all of them`);
      return [];
    }
    const all = others.map((each) => `has(self.${each})`).join(' && ');
    const rule = `!has(self.${self}) || ${others.length === 1 ? all : `(${all})`}`;
    return [
      {
        rule,
        message: `${listed(needed)} ${needed.length === 1 ? 'is' : 'are'} required when ${name} is given`,
      },
    ];
  });
}
