import type { Conversion } from '../server/api/conversion.ts';

/**
 * Between v1beta1 of CronTab and v1, in which objects are stored. What both versions have is carried as it is; what one of
 * them has alone is lost until these functions say where it goes: `moveField` of `../server/api/move-field.ts` gives a field
 * another name. Of metadata they may change labels and annotations.
 */
export const cronTabV1beta1Conversion: Conversion = {
  // v1beta1 alone has:
  //   spec.image: string
  toStored: (object) => object,

  // v1 alone has:
  //   spec.replicas: integer
  //   status.replicas: integer
  //   status.selector: string
  fromStored: (object) => object,
};
