import type { Violation } from '../../errors.ts';
import type { RuleEvaluator } from '../cel/cel-engine.ts';
import type { CustomResource, CustomResourceVersion } from '../custom-resource.ts';
import type { JsonObject } from '../json-value.ts';
import { type RuledSample, ruledSample } from './ruled-sample.ts';
import { sampleObject } from './sample-object.ts';
import type { SampleMode } from './sampling.ts';

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
  const make = (version: CustomResourceVersion, mode: SampleMode): RuledSample =>
    cel === undefined
      ? { object: sampleObject(resource, version, mode), warnings: [] }
      : ruledSample(resource, { version, mode }, cel);
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
