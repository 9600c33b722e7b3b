import type { Violation } from '../../errors.ts';
import type { RuleEvaluator } from '../cel/cel-engine.ts';
import type { CustomResource, CustomResourceVersion } from '../custom-resource.ts';
import type { JsonObject } from '../json-value.ts';
import type { BrokenRule } from './broken-rules.ts';
import { sampleObject } from './sample-object.ts';
import type { SampleMode } from './sampling.ts';
import { satisfyRules } from './satisfy-rules.ts';
import { writtenSchema } from './written-schema.ts';

/** A sample, and a warning for each rule that it breaks and kx could not mend. */
export type RuledSample = { readonly object: JsonObject; readonly warnings: readonly Violation[] };

/**
 * Makes an object that satisfies its schema and, as far as simple changes do, the CEL rules in it.
 *
 * @returns the sample; warnings are at `samples/minimal.yaml` or `samples/full.yaml`
 * @throws NoSampleError as `sampleObject` does
 */
export function ruledSample(
  resource: CustomResource,
  { version, mode }: { readonly version: CustomResourceVersion; readonly mode: SampleMode },
  cel: RuleEvaluator,
): RuledSample {
  const sample = sampleObject(resource, version, mode);
  const { object, broken } = satisfyRules(writtenSchema(version), sample, cel);
  return { object, warnings: broken.map((each) => warningOf(each, mode)) };
}

function warningOf({ path, rule }: BrokenRule, mode: SampleMode): Violation {
  const at = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return {
    path: `samples/${mode}.yaml`,
    message: `the sample does not satisfy the rule '${rule.rule}' of ${at === '' ? 'the object' : at.slice(1)}`,
    hint: 'change the sample by hand, or give the fields that the rule names a default',
  };
}
