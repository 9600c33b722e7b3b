import type { ObjectMeta } from '../../api/api-object.ts';
import { type FieldError, invalidField, requiredField } from '../../api/field-error.ts';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const subdomainPattern = new RegExp(`^${subdomain}$`);
const longestName = 253;

/** What is wrong with the name of an object (k8s.io/apimachinery pkg/api/validation NameIsDNSSubdomain). */
export const nameProblems = ({ name }: ObjectMeta): readonly FieldError[] => {
  const field = 'metadata.name';
  if (name === undefined || name === '') return [requiredField(field, 'name or generateName is required')];
  const details = [
    ...(name.length > longestName ? [`must be no more than ${longestName} characters`] : []),
    ...(subdomainPattern.test(name) ? [] : [malformed]),
  ];
  return details.map((detail) => invalidField(field, name, detail));
};

const malformed = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`;
