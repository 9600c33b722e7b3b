import { invalidObject } from '../../api/api-errors.ts';
import { type FieldError, forbiddenField, requiredField } from '../../api/field-error.ts';
import { applyMediaType } from '../../patch/apply-patch.ts';
import { isSwitchedOn } from '../../request/request-info.ts';
import { readWriteOptions, type WriteOptions } from './write-options.ts';

/** What the query of a patch asks for. */
export type PatchOptions = WriteOptions & { readonly force: boolean };

/**
 * Reads the options of a patch: an apply needs a manager, and it alone can be forced; 422 otherwise
 * (k8s.io/apimachinery meta/v1/validation ValidatePatchOptions).
 */
export const readPatchOptions = (query: URLSearchParams, mediaType: string): PatchOptions => {
  const options = readWriteOptions(query, 'PatchOptions');
  const isApply = mediaType === applyMediaType;
  const problems: readonly FieldError[] = [
    ...(isApply && options.fieldManager === ''
      ? [requiredField('fieldManager', 'is required for apply patch')]
      : []),
    ...(!isApply && query.has('force')
      ? [forbiddenField('force', 'may not be specified for non-apply patch')]
      : []),
  ];
  if (problems.length > 0) throw invalidObject({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', problems);
  return { ...options, force: isSwitchedOn(query.get('force')) };
};
