import type { Violation } from '../../errors.ts';
import type { RuleEvaluator } from '../cel/cel-engine.ts';
import type { CustomResource, CustomResourceVersion } from '../custom-resource.ts';
import type { JsonObject } from '../json-value.ts';
import { validateValue } from '../value/validate-value.ts';
import { withDefaults } from '../value/with-defaults.ts';
import { type RuledSample, ruledSample } from './ruled-sample.ts';
import { sampleObject } from './sample-object.ts';
import type { SampleMode } from './sampling.ts';
import { writtenSchema } from './written-schema.ts';

/** Makes a sample of a version. */
export type SampleOf = (version: CustomResourceVersion, mode: SampleMode) => JsonObject;

/** Makes samples, each once, and keeps what is to be said about them. */
export type SampleMaker = {
  readonly sampleOf: SampleOf;
  /** About the samples that were made so far. */
  readonly warnings: () => readonly Violation[];
};

/**
 * @param cel undefined for a resource whose rules no sample can break
 * @returns a maker of samples of the resource
 */
export function sampleMaker(resource: CustomResource, cel: RuleEvaluator | undefined): SampleMaker {
  const made = new Map<string, RuledSample>();
  const make = (version: CustomResourceVersion, mode: SampleMode): RuledSample => {
    const { object, warnings } =
      cel === undefined
        ? { object: sampleObject(resource, version, mode), warnings: [] }
        : ruledSample(resource, { version, mode }, cel);
    return { object, warnings: [...warnings, ...defaultWarnings(object, version, mode)] };
  };
  return {
    sampleOf: (version, mode) => {
      // Versions with the same schema have the same sample.
      const key = JSON.stringify([mode, version.status, version.schema]);
      const sample = made.get(key) ?? make(version, mode);
      made.set(key, sample);
      return { ...sample.object, apiVersion: `${resource.group}/${version.name}` };
    },
    warnings: () => [...made.values()].flatMap(({ warnings }) => warnings),
  };
}

/** The API server puts the defaults in before it validates. */
function defaultWarnings(
  { apiVersion: _a, kind: _k, metadata: _m, ...body }: JsonObject,
  version: CustomResourceVersion,
  mode: SampleMode,
): readonly Violation[] {
  const schema = writtenSchema(version);
  return validateValue(schema, withDefaults(schema, body)).map(({ path, message }) => ({
    path: `samples/${mode}.yaml`,
    message: `the API server refuses the sample: with the defaults in, ${path.slice(1)} ${message}`,
    hint: 'change the sample by hand, or leave out the defaults',
  }));
}
