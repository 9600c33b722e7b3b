import { basename, dirname, join } from 'node:path';
import { type CustomResource, RESOURCE_SCOPES } from '../model/custom-resource.ts';
import { fromCrd } from '../model/from-crd/from-crd.ts';
import { isJsonObject } from '../model/json-value.ts';
import { completeDescribed } from '../model/source/described-resource.ts';
import { emptyNotes } from '../model/source/notes.ts';
import { readDocuments } from '../model/source/read-documents.ts';
import { readTextFile } from './read-text-file.ts';

/** A resource beside another one, and the file of its CRD. */
export type SiblingResource = { readonly file: string; readonly resource: CustomResource };

/** Reads the CRDs; what cannot be read is for those who made it. */
export function readSiblings(paths: readonly string[]): readonly SiblingResource[] {
  return paths.flatMap((path) => {
    const file = join(basename(dirname(path)), basename(path));
    const read = readTextFile(path);
    const documents = 'text' in read ? readDocuments(read.text, file, emptyNotes()) : [];
    return documents.flatMap(({ value }) => {
      const described = isJsonObject(value) ? fromCrd(value, { path: file, notes: emptyNotes() }) : undefined;
      if (described === undefined) return [];
      const fallback = { group: '', kind: '', version: '', scope: RESOURCE_SCOPES[0] };
      return [{ file, resource: completeDescribed(described, fallback) }];
    });
  });
}
