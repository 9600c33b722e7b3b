import type { JsonObject } from '../../api/json.ts';
import { isSwitchedOn } from '../../request/request-info.ts';

/** The options of a write as an object, as the query has them (k8s.io/apimachinery meta/v1). */
export const admissionOptions = (
  kind: 'CreateOptions' | 'PatchOptions' | 'UpdateOptions',
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
    ...(kind === 'PatchOptions' && query.has('force') ? { force: isSwitchedOn(query.get('force')) } : {}),
    ...Object.fromEntries(texts),
  };
};
