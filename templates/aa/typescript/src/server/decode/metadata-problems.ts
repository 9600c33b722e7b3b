import type { ObjectMeta, OwnerReference } from '../api/api-object.ts';
import { type FieldError, invalidField, requiredField, tooLongField } from '../api/field-error.ts';
import { labelValueProblems, qualifiedNameProblems, subdomainProblems } from './qualified-name.ts';

/** What is wrong with the metadata of an object (k8s.io/apimachinery pkg/api/validation ValidateObjectMeta). */
export const metadataProblems = (metadata: ObjectMeta): readonly FieldError[] => [
  ...generateNameProblems(metadata.generateName),
  ...nameProblems(metadata.name),
  ...Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => [
    ...keyProblems('metadata.labels', key),
    ...invalid('metadata.labels', value, labelValueProblems(value)),
  ]),
  ...annotationProblems(metadata.annotations ?? {}),
  ...ownerProblems(metadata.ownerReferences ?? []),
  ...finalizerProblems(metadata.finalizers ?? []),
];

const invalid = (field: string, value: string, problems: readonly string[]): readonly FieldError[] =>
  problems.map((detail) => invalidField(field, value, detail));

/** What is generated from it ends in a letter or digit, so that a dash may end it. */
const generateNameProblems = (base = ''): readonly FieldError[] =>
  base === '' ? [] : invalid('metadata.generateName', base, subdomainProblems(base.replace(/-$/u, 'a')));

const nameProblems = (name = ''): readonly FieldError[] => {
  const field = 'metadata.name';
  if (name === '') return [requiredField(field, 'name or generateName is required')];
  return invalid(field, name, subdomainProblems(name));
};

const keyProblems = (field: string, key: string): readonly FieldError[] =>
  invalid(field, key, qualifiedNameProblems(key));

/** k8s.io/apimachinery pkg/api/validation TotalAnnotationSizeLimitB. */
const mostAnnotationBytes = 256 * 1024;

const annotationProblems = (annotations: Readonly<Record<string, string>>): readonly FieldError[] => {
  const size = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  return [
    // Upstream reads annotation keys in lower case, so that only their name part has to fit.
    ...Object.keys(annotations).flatMap((key) =>
      invalid('metadata.annotations', key, qualifiedNameProblems(key.toLowerCase(), 'a qualified name')),
    ),
    ...(size > mostAnnotationBytes ? [tooLongField('metadata.annotations', mostAnnotationBytes)] : []),
  ];
};

const finalizerProblems = (finalizers: readonly string[]): readonly FieldError[] => {
  const field = 'metadata.finalizers';
  const contradicts = ['orphan', 'foregroundDeletion'].every((each) => finalizers.includes(each));
  return [
    ...finalizers.flatMap((each) => invalid(field, each, qualifiedNameProblems(each))),
    ...(contradicts
      ? [invalidField(field, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set')]
      : []),
  ];
};

const ownerProblems = (owners: readonly OwnerReference[]): readonly FieldError[] => {
  const field = 'metadata.ownerReferences';
  const [first, second] = owners.filter(({ controller }) => controller === true);
  return [
    ...owners.flatMap((owner, index) => oneOwnerProblems(owner, `${field}[${index}]`)),
    ...(first !== undefined && second !== undefined
      ? [
          invalidField(
            field,
            owners,
            `Only one reference can have Controller set to true. Found "true" in references for ${nameOf(first)} and ${nameOf(second)}`,
          ),
        ]
      : []),
  ];
};

const nameOf = ({ kind, name }: OwnerReference): string => `${kind}/${name}`;

const oneOwnerProblems = (owner: OwnerReference, path: string): readonly FieldError[] => {
  const { apiVersion, kind, name, uid } = owner;
  const isVersion = /^[^/]*(?:\/[^/]*)?$/u.test(apiVersion);
  const isEvent =
    kind === 'Event' && ['v1', 'events.k8s.io/v1', 'events.k8s.io/v1beta1'].includes(apiVersion);
  return [
    ...(isVersion
      ? []
      : [invalidField(`${path}.apiVersion`, apiVersion, 'must be <group>/<version> or <version>')]),
    ...Object.entries({ apiVersion, kind, name, uid })
      .filter(([, value]) => value === '')
      .map(([field]) => requiredField(`${path}.${field}`, 'must not be empty')),
    ...(isEvent
      ? [invalidField(path, owner, `${gvkOf(apiVersion)}, Kind=Event is disallowed from being an owner`)]
      : []),
  ];
};

const gvkOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion : `/${apiVersion}`);
