import type { JsonValue } from '../api/json.ts';

/** As many bytes as a request body may have (k8s.io/apiserver pkg/server/config.go JSONPatchMaxCopyBytes). */
const mostCopiedBytes = 3 * 1024 * 1024;

/**
 * A count of what the `copy` operations of one JSON patch have copied. Each of them may double the document, so that
 * a small patch could fill the memory. Gives a function that takes each copied value and throws once all of them
 * together are larger, as JSON in bytes, than the limit (gopkg.in/evanphx/json-patch AccumulatedCopySizeLimit).
 */
export const createCopyBudget = (): ((copied: JsonValue) => void) => {
  let bytes = 0;
  return (copied) => {
    bytes += Buffer.byteLength(JSON.stringify(copied));
    if (bytes > mostCopiedBytes)
      throw new Error(`the patch copies ${bytes} bytes in all, the limit is ${mostCopiedBytes}`);
  };
};
