import { type Alias, isAlias } from 'yaml';
import { InputError } from '../input-error.ts';
import { type Choice, chooseCaller, holdsBundle } from './choose-caller.ts';
import type { Edit } from './edit.ts';
import { type FoundCaller, findCallers, type NodePath } from './find-callers.ts';
import { insertEdit, isJsonKey } from './insert-edit.ts';
import { locateMapping, pairOf } from './locate.ts';
import { type ParsedDocument, templateError } from './parse-manifest.ts';
import { scalarEdit } from './scalar-edit.ts';

/** What is to be put where. */
export type PatchWish = Choice & {
  /** PEM of the CAs. */
  readonly pem: string;
  /** Whether insecureSkipTLSVerify: true is set to false. */
  readonly secure: boolean;
};

/** A caBundle, and whether it is to be another. */
export type PatchedField = {
  /** `APIService v1.demo.kx.dev`, `ValidatingWebhookConfiguration w w.a.b`. */
  readonly object: string;
  readonly field: string;
  readonly action: 'same' | 'change';
};

/** A field of a document, and the value that it must have afterwards. */
export type Target = { readonly path: NodePath; readonly value: string | boolean };

/** What is to be done in a document. */
export type DocumentPatch = {
  readonly edits: readonly Edit[];
  readonly targets: readonly Target[];
  readonly fields: readonly PatchedField[];
  /** Callers that are left as they are, with the reason, one sentence each. */
  readonly skipped: readonly string[];
  /** Every object of it, as messages name it. */
  readonly labels: readonly string[];
  /** The Services that its callers name. */
  readonly services: readonly string[];
};

type Chosen = FoundCaller & { readonly isHeld: boolean };

/**
 * Finds the caBundle fields of a document and what sets them.
 *
 * @throws InputError whose message continues the file's name
 */
export function patchDocument(text: string, parsed: ParsedDocument, wish: PatchWish): DocumentPatch {
  const { callers, labels } = findCallers(parsed.value);
  const choices = callers.map((found) => ({ ...found, choice: chooseCaller(found.caller, wish) }));
  const chosen = choices
    .filter(({ choice }) => choice.isChosen)
    .map((found) => ({ ...found, isHeld: holdsBundle(found.caller, wish.pem) }));
  refuseInsecure(chosen, wish);
  return {
    ...editsOf(text, parsed, { chosen, value: Buffer.from(wish.pem).toString('base64') }),
    labels,
    fields: chosen.map(fieldOf),
    skipped: choices.flatMap(({ choice }) => (choice.isChosen ? [] : (choice.reason ?? []))),
    services: callers.flatMap(({ caller: { service } }) =>
      service === undefined ? [] : [`${service.namespace}/${service.name}`],
    ),
  };
}

function fieldOf({ caller: { place, field, insecure }, isHeld }: Chosen): PatchedField {
  return { object: place, field, action: isHeld && !insecure ? 'same' : 'change' };
}

function refuseInsecure(chosen: readonly Chosen[], { secure }: PatchWish): void {
  const found = chosen.find(({ caller }) => caller.insecure);
  if (found === undefined || secure) return;
  throw new InputError(
    `says insecureSkipTLSVerify: true in ${found.caller.place}, which the API server refuses beside a caBundle: remove it, or let --secure set it to false`,
  );
}

type Work = { readonly chosen: readonly Chosen[]; readonly value: string };

function editsOf(
  text: string,
  parsed: ParsedDocument,
  { chosen, value }: Work,
): Pick<DocumentPatch, 'edits' | 'targets'> {
  const changing = chosen.filter(({ isHeld }) => !isHeld);
  const insecure = chosen.filter(({ caller }) => caller.insecure);
  const scalars = new Set(
    changing.map(({ mapping }) => pairOf(locateMapping(parsed.document, mapping), 'caBundle')?.value),
  );
  const isShared = (alias: Alias) => scalars.has(alias.resolve(parsed.document));
  return {
    edits: [
      ...changing.flatMap(({ mapping }) => bundleEdits({ text, parsed, mapping, value, isShared })),
      ...insecure.flatMap(({ mapping }) => secureEdits(text, parsed, mapping)),
    ],
    targets: [
      ...changing.map(({ mapping }) => ({ path: [...mapping, 'caBundle'], value })),
      ...insecure.map(({ mapping }) => ({ path: [...mapping, INSECURE], value: false })),
    ],
  };
}

const INSECURE = 'insecureSkipTLSVerify';

type Place = {
  readonly text: string;
  readonly parsed: ParsedDocument;
  readonly mapping: NodePath;
  readonly value: string;
  readonly isShared: (alias: Alias) => boolean;
};

function bundleEdits({ text, parsed, mapping, value, isShared }: Place): readonly Edit[] {
  const found = locateMapping(parsed.document, mapping);
  const pair = pairOf(found, 'caBundle');
  if (pair === undefined) return [insertEdit(text, found, { key: 'caBundle', value })];
  refuseTemplate(text, pair.value);
  return scalarEdit({ text, pair, value, isJson: isJsonKey(pair.key), isShared });
}

/** A template in quotes is YAML as it stands, and would be lost without a word. */
function refuseTemplate(text: string, node: unknown): void {
  if (typeof node !== 'object' || node === null || !('value' in node) || !('range' in node)) return;
  const { value, range } = node;
  if (typeof value !== 'string' || !value.includes('{{') || !Array.isArray(range)) return;
  throw templateError(text.slice(0, Number(range[0])).split('\n').length);
}

/** Its `true` may be an alias or come out of a merge key: then it stands for more than this. */
function secureEdits(text: string, parsed: ParsedDocument, mapping: NodePath): readonly Edit[] {
  const pair = pairOf(locateMapping(parsed.document, mapping), INSECURE);
  if (pair === undefined || isAlias(pair.value)) {
    throw new InputError(`has ${INSECURE}: true by an alias or a merge key: write it out where it belongs`);
  }
  return scalarEdit({ text, pair, value: 'false', isJson: false, isShared: () => false });
}
