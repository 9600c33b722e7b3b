import type { OutputPart } from '../model/output-part.ts';
import type { FileSet } from './file-set.ts';

/** Which files each part is. */
const PATHS = {
  crd: /^crd\.yaml$/u,
  sample: /^samples\//u,
  rbac: /^rbac\//u,
  types: /^types\//u,
  docs: /^README\.md$/u,
} as const satisfies Record<OutputPart, RegExp>;

/**
 * @param parts the parts that are wanted; none for all
 * @returns their files, in the order they had
 */
export function onlyFiles(files: FileSet, parts: readonly OutputPart[]): FileSet {
  return parts.length === 0
    ? files
    : files.filter(({ path }) => parts.some((part) => PATHS[part].test(path)));
}
