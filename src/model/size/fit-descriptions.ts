import { type Checked, invalid, valid } from '../../checked.ts';
import type { CustomResource } from '../custom-resource.ts';
import { mapSchema } from '../schema/map-schema.ts';
import { cutText } from './cut-text.ts';
import { encodedSize } from './encoded-size.ts';
import { withDescription } from './limit-descriptions.ts';

/** How large a CRD may be, and how large that of a resource is. */
export type SizeBudget = {
  /** In bytes of JSON, as `encodedSize` counts them. */
  readonly bytes: number;
  readonly sizeOf: (resource: CustomResource) => number;
};

/**
 * Cuts descriptions until a CRD fits a budget: the deepest first, of those the ones that say the same most often, and
 * the last of them on the end of a word instead of as a whole.
 *
 * @returns the resource, or a violation at `size` where it does not fit without any description
 */
export function fitDescriptions(resource: CustomResource, budget: SizeBudget): Checked<CustomResource> {
  const excess = budget.sizeOf(resource) - budget.bytes;
  if (excess <= 0) return valid(resource);
  const fitted = withCuts(resource, planCuts(descriptionsOf(resource), excess));
  const size = budget.sizeOf(fitted);
  if (size <= budget.bytes) return valid(fitted);
  const message = `without any description the CRD has ${size} bytes, more than the ${budget.bytes} of --size-budget`;
  const hint = 'the rest is fields: keep what is inside of large ones with {preserve}, or split the kind';
  return invalid([{ path: 'size', message, hint }]);
}

/** A description by its place in the order in which the schemas are gone through. */
type Description = { readonly index: number; readonly text: string; readonly depth: number };

function descriptionsOf({ versions }: CustomResource): readonly Description[] {
  const found: Description[] = [];
  let index = 0;
  for (const { schema } of versions) {
    mapSchema(schema, (node, depth) => {
      if (node.description !== undefined) found.push({ index, text: node.description, depth });
      index += 1;
      return node;
    });
  }
  return found;
}

type Cuts = ReadonlyMap<number, string | undefined>;

function planCuts(descriptions: readonly Description[], excess: number): Cuts {
  const repetitions = new Map<string, number>();
  for (const { text } of descriptions) repetitions.set(text, (repetitions.get(text) ?? 0) + 1);
  const repeated = ({ text }: Description) => repetitions.get(text) ?? 0;
  const inOrder = descriptions.toSorted(
    (a, b) =>
      b.depth - a.depth || repeated(b) - repeated(a) || b.text.length - a.text.length || a.index - b.index,
  );
  const cuts = new Map<number, string | undefined>();
  let left = excess;
  for (const { index, text } of inOrder) {
    if (left <= 0) break;
    const shorter = shortenedBy(text, left);
    cuts.set(index, shorter);
    left -= savedBytes(text, shorter);
  }
  return cuts;
}

/** A text that saves at least so many bytes; undefined where it must go. A character has at least one byte. */
function shortenedBy(text: string, bytes: number): string | undefined {
  const size = encodedSize(text);
  for (let length = [...text].length - bytes - 1; length > 0; length = Math.floor(length * 0.8)) {
    const shorter = cutText(text, length);
    if (shorter === undefined || size - encodedSize(shorter) >= bytes) return shorter;
  }
  return undefined;
}

/** What goes with a description as a whole is its key as well. */
function savedBytes(text: string, shorter: string | undefined): number {
  if (shorter !== undefined) return encodedSize(text) - encodedSize(shorter);
  return encodedSize(text) + '"description":,'.length;
}

function withCuts(resource: CustomResource, cuts: Cuts): CustomResource {
  let index = -1;
  const versions = resource.versions.map((version) => ({
    ...version,
    schema: mapSchema(version.schema, (node) => {
      index += 1;
      return cuts.has(index) ? withDescription(node, cuts.get(index)) : node;
    }),
  }));
  return { ...resource, versions };
}
