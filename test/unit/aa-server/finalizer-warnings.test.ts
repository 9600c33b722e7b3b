import { describe, expect, it } from 'vitest';
import { finalizerWarnings } from '../../../templates/aa/typescript/src/server/handlers/resource/finalizer-warnings.ts';

const object = (finalizers?: readonly string[]) => ({
  apiVersion: 'demo.kx.dev/v1alpha1',
  kind: 'Widget',
  metadata: finalizers === undefined ? {} : { finalizers },
});

/** The words of k8s.io/apiextensions-apiserver. */
const said = (name: string, more = '') =>
  `metadata.finalizers: "${name}": prefer a domain-qualified finalizer name${more} to avoid accidental conflicts with other finalizer writers`;

describe('a finalizer that others may call theirs is warned of', () => {
  it.each<[string, readonly string[] | undefined, readonly string[], readonly string[]]>([
    ['without a domain', undefined, ['b', 'a', 'b'], [said('a'), said('b')]],
    ['without a path', [], ['x.y'], [said('x.y', ' including a path (/)')]],
    ['not when it was there', ['a'], ['a', 'c'], [said('c')]],
    ['not where it is qualified', [], ['example.com/a'], []],
    ['not those of Kubernetes', [], ['orphan', 'foregroundDeletion', 'kubernetes'], []],
  ])('%s', (_, before, after, warnings) => {
    expect(finalizerWarnings(object(after), object(before))).toEqual(warnings);
  });
});
