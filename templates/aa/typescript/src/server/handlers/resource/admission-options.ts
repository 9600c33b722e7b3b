import type { JsonObject } from '../../api/json.ts';

/**
 * The options of a write as an object, as the query has them; those of a patch are shown as those of what it does
 * (k8s.io/apiserver pkg/endpoints/handlers/patch.go patchToUpdateOptions).
 */
export const admissionOptions = (
  kind: 'CreateOptions' | 'UpdateOptions',
  query: URLSearchParams,
): JsonObject => {
  const dryRun = query.getAll('dryRun');
  const texts = ['fieldManager', 'fieldValidation'].flatMap((name): [string, string][] => {
    const value = query.get(name) ?? '';
    return value === '' ? [] : [[name, value]];
  });
  return {
    kind,
    apiVersion: 'meta.k8s.io/v1',
    ...(dryRun.length === 0 ? {} : { dryRun }),
    ...Object.fromEntries(texts),
  };
};
