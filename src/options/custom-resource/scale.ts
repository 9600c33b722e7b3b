import { type Checked, invalid, valid } from '../../checked.ts';
import type { ScaleSubresource } from '../../model/custom-resource.ts';
import { absolutePath } from './absolute-path.ts';

/**
 * Reads `--scale`: `SPECPATH:STATUSPATH[:SELECTORPATH]`.
 *
 * @returns the subresource, or one violation
 */
export function parseScale(source: string): Checked<ScaleSubresource> {
  const [specReplicas, statusReplicas, labelSelector, ...more] = source.split(':').map(absolutePath);
  if (specReplicas === undefined || statusReplicas === undefined || more.length > 0) {
    return invalid([
      {
        path: '--scale',
        message: `'${source}' must be SPECPATH:STATUSPATH[:SELECTORPATH]`,
        hint: '.spec.replicas:.status.replicas:.status.selector',
      },
    ]);
  }
  return valid({
    specReplicasPath: specReplicas,
    statusReplicasPath: statusReplicas,
    ...(labelSelector === undefined ? {} : { labelSelectorPath: labelSelector }),
  });
}
