import type { Serving } from '../serving/serving.ts';

/** @returns who serves a group version, for people: `ExtensionServer default/my-aa`, `Unknown (why)` */
export function labelOf({ servedBy, service, reason }: Serving): string {
  if (reason !== undefined) return `${servedBy} (${reason})`;
  return service === undefined ? servedBy : `${servedBy} ${service}`;
}
