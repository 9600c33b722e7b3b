import type { Violation } from '../../errors.ts';
import type { CustomResource, CustomResourceVersion } from '../custom-resource.ts';
import { type JsonPathStep, parseJsonPath } from '../json-path.ts';
import { unservedKeywords } from './unserved-keywords.ts';

/**
 * Checks that the scaffolded extension API server can do what is asked of a resource: a CRD is served by
 * kube-apiserver, which evaluates CEL rules and every JSONPath, and calls conversion webhooks.
 *
 * @returns violations whose paths are those of `checkCustomResource`
 */
export function checkServable(resource: CustomResource): readonly Violation[] {
  const { versions } = resource;
  const ofVersions = versions.flatMap((version, index) => {
    const found = version.served ? versionViolations(version) : [];
    return found.map((violation) => ({ ...violation, path: `versions[${index}].${violation.path}` }));
  });
  return [...conversionViolations(resource), ...ofVersions];
}

function conversionViolations({ versions, conversion }: CustomResource): readonly Violation[] {
  if (conversion === undefined || versions.filter(({ served }) => served).length < 2) return [];
  const message = 'the scaffolded server calls no webhook: between versions it converts the apiVersion alone';
  const hint = 'leave the conversion out where that is enough, or serve one version';
  return [{ path: 'conversion', message, hint }];
}

function versionViolations(version: CustomResourceVersion): readonly Violation[] {
  const { schema, scale, selectableFields } = version;
  const hint = 'leave it out: the CRD of kx scaffold crd has it';
  return [
    ...unservedKeywords(schema, 'schema'),
    ...columnViolations(version),
    ...(scale === undefined
      ? []
      : [{ path: 'scale.', message: 'the scaffolded server has no scale subresource', hint }]),
    ...selectableFields.map((path, index) => ({
      path: `selectableFields[${index}]`,
      message: `the scaffolded server selects by metadata.name and metadata.namespace, not by ${path}`,
      hint,
    })),
  ];
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
