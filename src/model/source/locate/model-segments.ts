import { longestOf, pathSegments } from './path-segments.ts';
import type { ReadableDocument, Segments } from './written-document.ts';

/** Where a CRD has what the model calls otherwise. */
const OF_CRD: readonly (readonly [model: RegExp, crd: string])[] = [
  [/^(labels|annotations)/u, 'metadata.$1'],
  [/^(versions\[\d+\])\.columns/u, 'spec.$1.additionalPrinterColumns'],
  [/^(versions\[\d+\])\.scale/u, 'spec.$1.subresources.scale'],
  [/^(group|names|versions|conversion)/u, 'spec.$1'],
];

/** @returns where a CRD has what stands at a path of the model: `versions[0].schema.spec.a`, `names.kind` */
export function crdSegments(document: ReadableDocument, path: string): Segments {
  const [, index, field] = /^versions\[(\d+)\]\.schema(?:\.|$)(.*)$/su.exec(path) ?? [];
  if (index !== undefined && field !== undefined)
    return schemaSegments(document, field, ['spec', 'versions', index, 'schema', 'openAPIV3Schema']);
  const [pattern, own] = OF_CRD.find(([model]) => model.test(path)) ?? [];
  return pattern === undefined || own === undefined
    ? schemaSegments(document, path, ['spec', 'versions', '0', 'schema', 'openAPIV3Schema'])
    : pathSegments(document, path.replace(pattern, own));
}

/** @returns where a schema has a field of the field language: `spec.ports[].name`, `spec.a.anyOf[0]` */
export function schemaSegments(document: ReadableDocument, field: string, from: Segments): Segments {
  const rest = field.replace(/^\./u, '');
  const container = rest.startsWith('[]')
    ? 'items'
    : rest.startsWith('{}')
      ? 'additionalProperties'
      : undefined;
  if (container !== undefined) return schemaSegments(document, rest.slice(2), [...from, container]);
  const at = targetOf(document, from);
  const owner = ownersOf(document, at).find((each) => nameIn(document, each, rest) !== undefined);
  const name = owner === undefined ? undefined : nameIn(document, owner, rest);
  if (owner === undefined || name === undefined) return pathSegments(document, rest, at);
  return schemaSegments(document, rest.slice(name.length), [...owner, 'properties', name]);
}

function nameIn(document: ReadableDocument, node: Segments, rest: string): string | undefined {
  return longestOf(document.keysAt([...node, 'properties']), rest);
}

/** A node, and those that hold for the same value: the fields of a schema may be in any of them. */
function ownersOf(document: ReadableDocument, node: Segments): readonly Segments[] {
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) =>
    document.keysAt([...node, keyword]).map((index) => targetOf(document, [...node, keyword, index])),
  );
  return [node, ...parts];
}

/** Follows a reference to a definition of the same document, a few times at most: references may go in circles. */
function targetOf(document: ReadableDocument, node: Segments, times = 8): Segments {
  const ref = document.textAt([...node, '$ref']);
  if (ref === undefined || times === 0 || !ref.startsWith('#')) return node;
  return targetOf(document, pointerSegments(ref), times - 1);
}

/** @returns the segments of a JSON pointer: `#/$defs/Port` (RFC 6901) */
export function pointerSegments(pointer: string): Segments {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/gu, '/').replace(/~0/gu, '~'));
}

/** @returns where an object has a field of the field language, of the first item or value where there are several */
export function sampleSegments(document: ReadableDocument, path: string): Segments {
  const field = path.replace(/^versions\[\d+\]\.schema\.?/u, '');
  return memberSegments(document, field, []);
}

function memberSegments(document: ReadableDocument, field: string, from: Segments): Segments {
  const rest = field.replace(/^\./u, '');
  if (rest === '') return from;
  const keys = document.keysAt(from);
  const isOfAny = rest.startsWith('[]') || rest.startsWith('{}');
  const name = isOfAny ? keys[0] : (longestOf(keys, rest) ?? /^\[(\d+)\]/u.exec(rest)?.[1]);
  if (name === undefined) return from;
  const length = isOfAny ? 2 : rest.startsWith('[') ? name.length + 2 : name.length;
  return memberSegments(document, rest.slice(length), [...from, name]);
}
