import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { detectDocument, isTypeScript } from '../detect-source.ts';
import { fromCrd } from '../from-crd/from-crd.ts';
import { fromJsonSchema } from '../from-schema/from-json-schema.ts';
import { fromSamples, type Sample } from '../infer/from-samples.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../json-value.ts';
import type { DescribedResource } from './described-resource.ts';
import { emptyNotes, type Notes } from './notes.ts';
import { readDocuments } from './read-documents.ts';
import type { SourceFormat } from './source-format.ts';

/** A file that describes a resource. */
export type SourceText = {
  /** As the user named it, for messages and as where relative imports start. */
  readonly name: string;
  readonly text: string;
  /** What stood behind `#`: a type of a TypeScript file, a definition of a JSON Schema. */
  readonly fragment?: string;
};

/** Finds a module that another one imports by a relative path: its name and text, or undefined. */
export type ResolveImport = (from: string, specifier: string) => SourceText | undefined;

/** What inputs describe, and what of it is lost or guessed. */
export type ReadSources = Checked<readonly DescribedResource[]> & { readonly warnings: readonly Violation[] };

type Options = {
  readonly format?: SourceFormat;
  /** Whether a webhook converts between the versions of a resource. */
  readonly isConverted?: boolean;
};

/**
 * Reads everything that `--from` names: sample objects, JSON Schemas, TypeScript files, CRDs, also several and mixed.
 *
 * Samples of one group and kind are one resource, whatever files they are in; every other document is one of its own.
 *
 * @param resolveImport reads what TypeScript files import
 * @returns the resources in the order of the inputs, or every violation; the warnings say what is lost or guessed
 */
export async function readSources(
  inputs: readonly SourceText[],
  { format, isConverted }: Options,
  resolveImport: ResolveImport,
): Promise<ReadSources> {
  const notes = emptyNotes();
  const resources: DescribedResource[] = [];
  const samples: Sample[] = [];
  for (const input of inputs) {
    if (format === 'typescript' || (format === undefined && isTypeScript(input.name, input.text))) {
      const { fromTypeScript } = await import('../../typescript/from-typescript.ts');
      resources.push(...described(await fromTypeScript(input, resolveImport, notes), input.name));
    } else {
      const found = readDataFile(input, format, notes);
      resources.push(...found.resources);
      samples.push(...found.samples);
    }
  }
  const all = [...fromSamples(samples, notes, isConverted), ...resources];
  const { violations, warnings } = notes;
  if (violations.length > 0) return { ...invalid(violations), warnings };
  return all.length === 0 ? { ...invalid([nothing(inputs)]), warnings } : { ...valid(all), warnings };
}

function nothing(inputs: readonly SourceText[]): Violation {
  return {
    path: inputs.map(({ name }) => name).join(', '),
    message: 'it describes no resource: it is empty',
  };
}

function described(resource: DescribedResource | undefined, source: string): readonly DescribedResource[] {
  return resource === undefined ? [] : [{ ...resource, source }];
}

type Found = { readonly resources: readonly DescribedResource[]; readonly samples: readonly Sample[] };

function readDataFile(input: SourceText, format: SourceFormat | undefined, notes: Notes): Found {
  const documents = readDocuments(input.text, input.name, notes).flatMap(({ value, path }) =>
    itemsOf(value).map((item) => ({ value: item, path })),
  );
  const samples: Sample[] = [];
  const resources: DescribedResource[] = [];
  for (const { value, path } of documents) {
    const kind = format ?? detectDocument(value);
    if (kind === 'sample' && isJsonObject(value)) {
      samples.push({ object: value, source: path });
    } else if (kind === 'schema') {
      resources.push(
        ...described(
          fromJsonSchema({ document: value, source: path, fragment: input.fragment, notes }),
          path,
        ),
      );
    } else if (kind === 'crd' && isJsonObject(value)) {
      resources.push(...described(fromCrd(value, { path, notes }), path));
    } else {
      notes.violations.push(unknownKind(path));
    }
  }
  return { resources, samples };
}

function unknownKind(path: string): Violation {
  const message = 'it is neither a Kubernetes object nor a JSON Schema, a CRD or TypeScript';
  return { path, message, hint: '--from-format sample takes any object as the sample of a resource' };
}

/** What `kubectl get -o yaml` prints of several objects is a list of them. */
function itemsOf(value: JsonValue): readonly JsonValue[] {
  if (!isJsonObject(value) || value['apiVersion'] !== 'v1' || value['kind'] !== 'List') return [value];
  return isJsonList(value['items']) ? value['items'] : [value];
}
