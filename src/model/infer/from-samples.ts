import { isJsonObject, type JsonObject } from '../json-value.ts';
import type { DescribedResource, DescribedVersion } from '../source/described-resource.ts';
import { groupVersionOf } from '../source/group-version-of.ts';
import type { Notes } from '../source/notes.ts';
import { validateValue } from '../value/validate-value.ts';
import { bodyOf, inferSchema } from './infer-schema.ts';

/** An object as it was found, and the file that it is from. */
export type Sample = { readonly object: JsonObject; readonly source: string };

/**
 * Infers resources from objects: one for each group and kind, with one version for each that objects are of.
 *
 * Every sample satisfies the schema of its version, and the schema keeps everything that a sample has. Nothing is
 * required but the keys of lists: that every sample has a field is no proof.
 *
 * @param isConverted whether a webhook converts between versions: where nothing does, an object is stored with the
 *   fields of the storage version alone, so that all versions must have those of all samples
 */
export function fromSamples(
  samples: readonly Sample[],
  notes: Notes,
  isConverted = false,
): readonly DescribedResource[] {
  const kinds = groupBy(
    samples,
    ({ object }) => `${groupVersionOf(textAt(object, 'apiVersion')).group ?? ''}/${textAt(object, 'kind')}`,
  );
  return [...kinds.values()].map((ofKind) => resourceOf(ofKind, notes, isConverted));
}

function resourceOf(samples: readonly Sample[], notes: Notes, isConverted: boolean): DescribedResource {
  const versions = groupBy(
    samples,
    ({ object }) => groupVersionOf(textAt(object, 'apiVersion')).version ?? '',
  );
  const [first] = samples;
  const kind = textAt(first?.object ?? {}, 'kind');
  const { group } = groupVersionOf(textAt(first?.object ?? {}, 'apiVersion'));
  const scope = scopeOf(samples, kind, notes);
  const shared = isConverted ? undefined : schemaOf(samples, notes);
  return {
    ...(group === undefined ? {} : { group }),
    names: kind === '' ? {} : { kind },
    ...(scope === undefined ? {} : { scope }),
    versions: [...versions].map(([name, ofVersion]) => ({
      ...(name === '' ? {} : { name }),
      ...(shared ?? schemaOf(ofVersion, notes)),
    })),
    labels: {},
    annotations: {},
    source: [...new Set(samples.map(({ source }) => source))].join(', '),
  };
}

function schemaOf(samples: readonly Sample[], notes: Notes): Pick<DescribedVersion, 'schema' | 'status'> {
  const bodies = samples.map(({ object }) => bodyOf(object));
  const source = [...new Set(samples.map((sample) => sample.source))].join(', ');
  const inferred = inferSchema(bodies, { path: '', name: '' }, { source, notes });
  const schema =
    inferred.properties === undefined
      ? { type: 'object' as const, 'x-kubernetes-preserve-unknown-fields': true as const }
      : inferred;
  for (const [index, body] of bodies.entries()) {
    const [problem] = validateValue(schema, body);
    if (problem === undefined) continue;
    const path = `${samples[index]?.source ?? source}: ${problem.path.slice(1)}`;
    notes.violations.push({ path, message: `no schema was found that takes it: it ${problem.message}` });
  }
  const status = bodies.some((body) => isJsonObject(body['status']));
  return { schema, status };
}

/** A namespace proves that objects are namespaced; that there is none proves nothing. */
function scopeOf(samples: readonly Sample[], kind: string, notes: Notes): DescribedResource['scope'] {
  const namespaced = samples.some(
    ({ object }) => isJsonObject(object['metadata']) && typeof object['metadata']['namespace'] === 'string',
  );
  if (namespaced) return 'Namespaced';
  if (!/^Cluster[A-Z]/u.test(kind)) return undefined;
  const message = `no sample has a namespace and the kind is ${kind}, so its scope is taken to be Cluster`;
  notes.warnings.push({ path: samples[0]?.source ?? '', message, hint: '--scope Namespaced' });
  return 'Cluster';
}

function textAt(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

function groupBy(
  samples: readonly Sample[],
  keyOf: (sample: Sample) => string,
): ReadonlyMap<string, readonly Sample[]> {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = keyOf(sample);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [sample]);
    else group.push(sample);
  }
  return groups;
}
