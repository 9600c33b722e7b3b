import type { Violation } from '../../errors.ts';
import type { AaLibrary } from '../aa-library.ts';
import type { CustomResource, CustomResourceVersion } from '../custom-resource.ts';
import { type JsonPathStep, parseJsonPath } from '../json-path.ts';
import { unservedKeywords } from './unserved-keywords.ts';

/**
 * Checks that the scaffolded extension API server can do what is asked of a resource: a CRD is served by
 * kube-apiserver, which evaluates every CEL rule and every JSONPath.
 *
 * @returns violations whose paths are those of `checkCustomResource`
 */
export function checkServable(resource: CustomResource, library: AaLibrary): readonly Violation[] {
  const { versions } = resource;
  // k8s.io/apiextensions-apiserver reads schemas and paths there.
  if (library === 'apiserver' || library === 'apiserver-runtime') return registeredKinds(resource, library);
  return versions.flatMap((version, index) => {
    const found = version.served ? versionViolations(version, library) : [];
    return found.map((violation) => ({ ...violation, path: `versions[${index}].${violation.path}` }));
  });
}

/** The kinds that every group has in a scheme. @see AddToGroupVersion of k8s.io/apimachinery pkg/apis/meta/v1/register.go */
const OF_EVERY_GROUP: ReadonlySet<string> = new Set([
  ...['WatchEvent', 'ListOptions', 'GetOptions', 'DeleteOptions', 'CreateOptions', 'UpdateOptions'],
  'PatchOptions',
]);

/** A scheme panics where a kind has two types, so that such a server would not start. */
function registeredKinds({ names }: CustomResource, library: AaLibrary): readonly Violation[] {
  return (['kind', 'listKind'] as const)
    .filter((name) => OF_EVERY_GROUP.has(names[name]))
    .map((name) => ({
      path: `names.${name}`,
      message: `servers on ${library} cannot have the kind ${names[name]}: k8s.io/apimachinery has one of that name in every group`,
      hint: 'choose another name, or --library net-http',
    }));
}

function versionViolations(version: CustomResourceVersion, library: AaLibrary): readonly Violation[] {
  return [
    ...unservedKeywords(version.schema, 'schema', library),
    ...columnViolations(version),
    ...pathViolations(version),
  ];
}

/** The template's library divides these paths at their dots (`valueAt`), as kube-apiserver does those of scale. */
function pathViolations({ scale, selectableFields }: CustomResourceVersion): readonly Violation[] {
  const ofScale = Object.entries(scale ?? {}).map(([name, text]) => ({ path: `scale.${name}`, text }));
  const selectable = selectableFields.map((text, index) => ({ path: `selectableFields[${index}]`, text }));
  return [...ofScale, ...selectable].flatMap(({ path, text }) =>
    /^(?:\.[^.'"\\[\]]+)+$/u.test(text)
      ? []
      : [{ path, message: `the scaffolded server cannot follow ${text}`, hint: 'it follows .spec.name' }],
  );
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
