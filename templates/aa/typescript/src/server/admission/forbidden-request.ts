import { qualified } from '../api/api-errors.ts';
import { isJsonObject, ownMember } from '../api/json.ts';
import { ApiError, type StatusCause } from '../api/status.ts';
import type { Attributes } from './attributes.ts';

/** What there is to say of a refusal beside the sentence. */
type Refusal = {
  readonly code?: number;
  readonly reason?: string;
  readonly causes?: readonly StatusCause[];
};

/** A request that is not let in: 403 unless there is another reason (k8s.io/apiserver pkg/admission NewForbidden). */
export const forbiddenRequest = (attributes: Attributes, detail: string, refusal: Refusal = {}): ApiError => {
  const { group, plural } = attributes;
  const { code = 403, reason = 'Forbidden', causes } = refusal;
  const name = nameOf(attributes);
  return new ApiError({
    code,
    reason,
    message: `${qualified({ group, plural })} "${name}" is forbidden: ${detail}`,
    details: { name, group, kind: plural, ...(causes === undefined ? {} : { causes }) },
  });
};

/** A name may be yet to be generated. */
const nameOf = ({ name, object }: Attributes): string => {
  if (name !== '') return name;
  const metadata = object === null ? undefined : ownMember(object, 'metadata');
  const names = isJsonObject(metadata) ? [metadata['name'], metadata['generateName']] : [];
  const given = names.find((each) => typeof each === 'string' && each !== '');
  return typeof given === 'string' ? given : 'Unknown';
};
