import type { ObjectMeta } from '../api/api-object.ts';
import { type FieldError, invalidField, requiredField } from '../api/field-error.ts';

const dnsLabel = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${dnsLabel}(\\.${dnsLabel})*`;
const nameText = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const patterns = {
  subdomain: new RegExp(`^${subdomain}$`),
  qualifiedName: new RegExp(`^(${subdomain}/)?${nameText}$`),
  labelValue: new RegExp(`^(${nameText})?$`),
};

const sentences = {
  subdomain: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`,
  qualifiedName: `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${nameText}')`,
  labelValue: `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(${nameText})?')`,
};

const longestName = 253;
const longestLabel = 63;

/** What is wrong with the metadata of an object (k8s.io/apimachinery pkg/api/validation, NameIsDNSSubdomain). */
export const metadataProblems = (metadata: ObjectMeta): readonly FieldError[] => [
  ...nameProblems(metadata.name),
  ...Object.entries(metadata.labels ?? {}).flatMap(labelProblems),
  ...Object.keys(metadata.annotations ?? {}).flatMap((key) => keyProblems('metadata.annotations', key)),
  ...(metadata.finalizers ?? [])
    .filter((each) => !patterns.qualifiedName.test(each))
    .map((each) => invalidField('metadata.finalizers', each, sentences.qualifiedName)),
  ...(metadata.ownerReferences ?? []).flatMap(({ apiVersion, kind, name, uid }, index) =>
    Object.entries({ apiVersion, kind, name, uid })
      .filter(([, value]) => value === '')
      .map(([field]) =>
        invalidField(`metadata.ownerReferences[${index}].${field}`, '', `${field} must not be empty`),
      ),
  ),
];

const nameProblems = (name = ''): readonly FieldError[] => {
  const field = 'metadata.name';
  if (name === '') return [requiredField(field, 'name or generateName is required')];
  return [
    ...(name.length > longestName ? [`must be no more than ${longestName} characters`] : []),
    ...(patterns.subdomain.test(name) ? [] : [sentences.subdomain]),
  ].map((detail) => invalidField(field, name, detail));
};

const labelProblems = ([key, value]: readonly [string, string]): readonly FieldError[] => [
  ...keyProblems('metadata.labels', key),
  ...[
    ...(value.length > longestLabel ? [`must be no more than ${longestLabel} characters`] : []),
    ...(patterns.labelValue.test(value) ? [] : [sentences.labelValue]),
  ].map((detail) => invalidField('metadata.labels', value, detail)),
];

const keyProblems = (field: string, key: string): readonly FieldError[] => {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return [
    ...(name.length > longestLabel ? [`name part must be no more than ${longestLabel} characters`] : []),
    // Upstream reads annotation keys in lower case, so that only their name part has to fit.
    ...(patterns.qualifiedName.test(field.endsWith('annotations') ? key.toLowerCase() : key)
      ? []
      : [sentences.qualifiedName]),
  ].map((detail) => invalidField(field, key, detail));
};
