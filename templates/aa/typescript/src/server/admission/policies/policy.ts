import type { Criteria } from '../matching/matched-version.ts';
import type { LabelSelectorObject } from '../matching/selected-labels.ts';

/** A part of a policy that has to hold. */
export type PolicyValidation = {
  readonly expression: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
};

/** The kind of the objects that a policy can be given as parameters. */
export type ParamKind = { readonly apiVersion: string; readonly kind: string };

/** Which objects a binding gives. */
export type ParamRef = {
  readonly name?: string;
  readonly namespace?: string;
  readonly selector?: LabelSelectorObject;
  readonly parameterNotFoundAction?: string;
};

type NamedExpression = { readonly name: string; readonly expression: string };

/** What both kinds of policies have. */
export type PolicySpec = {
  readonly paramKind?: ParamKind;
  readonly matchConstraints?: Criteria;
  readonly failurePolicy?: string;
  readonly matchConditions?: readonly NamedExpression[];
  readonly variables?: readonly NamedExpression[];
};

/** k8s.io/api admissionregistration/v1 ValidatingAdmissionPolicy. */
export type Policy = {
  readonly metadata: { readonly name: string };
  readonly spec: PolicySpec & {
    readonly validations?: readonly PolicyValidation[];
    readonly auditAnnotations?: readonly { readonly key: string; readonly valueExpression: string }[];
  };
};

/** A change that a policy makes: fields that are applied, or a JSON patch. */
export type PolicyMutation = {
  readonly patchType: string;
  readonly applyConfiguration?: { readonly expression: string };
  readonly jsonPatch?: { readonly expression: string };
};

/** k8s.io/api admissionregistration/v1 MutatingAdmissionPolicy. */
export type MutatingPolicy = {
  readonly metadata: { readonly name: string };
  readonly spec: PolicySpec & {
    readonly mutations?: readonly PolicyMutation[];
    readonly reinvocationPolicy?: string;
  };
};

/** k8s.io/api admissionregistration/v1 ValidatingAdmissionPolicyBinding and MutatingAdmissionPolicyBinding. */
export type PolicyBinding = {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly policyName: string;
    readonly paramRef?: ParamRef;
    readonly matchResources?: Criteria;
    readonly validationActions?: readonly string[];
  };
};

/** Objects by their names, so that each request meets them in the same order. */
export const inOrder = <T extends { readonly metadata: { readonly name: string } }>(
  objects: readonly T[],
): readonly T[] => objects.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
