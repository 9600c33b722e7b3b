import type { Violation } from '../../errors.ts';
import type { CustomResource, CustomResourceVersion } from '../custom-resource.ts';
import { type JsonPathStep, parseJsonPath } from '../json-path.ts';
import { childrenOf } from '../schema/children-of.ts';
import { isImmutable } from '../schema/immutable-rule.ts';
import type { Schema } from '../schema/schema.ts';

/**
 * Checks that the scaffolded extension API server can do what is asked of a resource: a CRD is served by
 * kube-apiserver, which evaluates CEL rules and every JSONPath.
 *
 * @returns violations whose paths are those of `checkCustomResource`
 */
export function checkServable({ versions }: CustomResource): readonly Violation[] {
  return versions.flatMap((version, index) => {
    const found = [...ruleViolations(version.schema, 'schema'), ...columnViolations(version)];
    return found.map((violation) => ({ ...violation, path: `versions[${index}].${violation.path}` }));
  });
}

function ruleViolations(schema: Schema, path: string): readonly Violation[] {
  const below = childrenOf(schema, path).flatMap(([childPath, child]) => ruleViolations(child, childPath));
  if (!isImmutable(schema)) return below;
  const message = 'immutable is a CEL rule, and the scaffolded server evaluates none';
  const hint = 'leave it out, and write the rule as the validation of src/kinds/';
  return [{ path, message, hint }, ...below];
}

function columnViolations({ columns }: CustomResourceVersion): readonly Violation[] {
  return columns.flatMap(({ name, jsonPath }, index) => {
    const step = parseJsonPath(jsonPath)?.find((each) => !isServed(each));
    if (step === undefined) return [];
    const message = `the scaffolded server cannot follow ${step.text} in the path of the column ${name}`;
    return [
      { path: `columns[${index}]`, message, hint: 'it follows .name, [0], [*] and [?(@.type=="Ready")]' },
    ];
  });
}

/** What `compileJsonPath` of the template's library reads. */
function isServed({ kind, text }: JsonPathStep): boolean {
  if (kind === 'any') return text === '.*';
  if (kind === 'field') return !text.includes('"');
  const [, path] = /^\[\?\(@([^=!]+?)\s*==\s*(?:"[^'"]*"|'[^'"]*')\s*\)\]$/u.exec(text) ?? [];
  const isSingle = /^\[(?:\*|-?\d+)\]$/u.test(text);
  return isSingle || (path !== undefined && parseJsonPath(path)?.every(isServed) === true);
}
