import type { RawOptions } from '../option.ts';
import type { Layer, Place } from './layer.ts';

/** Where a value came from. */
type Origin = {
  /** `--group`, `answers.yaml`, `KX_GROUP`. */
  readonly source: string;
  readonly place: Place;
};

/** All layers as one. */
export type Merged = {
  readonly options: RawOptions;
  /** By keys of the raw options; of what the weaker layers gave alone. */
  readonly origins: ReadonlyMap<string, Origin>;
};

/**
 * Puts flags over the answers of other sources; a list of a stronger source replaces that of a weaker one.
 *
 * @param flags as typed
 * @param implied what the positional argument stands for: other sources have no say in it
 * @param layers the stronger first
 */
export function mergeLayers(flags: RawOptions, implied: RawOptions, layers: readonly Layer[]): Merged {
  const options: Record<string, RawOptions[string]> = { ...flags };
  const origins = new Map<string, Origin>();
  for (const { options: weaker, places, source } of layers) {
    for (const [key, place] of places) {
      if (options[key] !== undefined || implied[key] !== undefined || origins.has(key)) continue;
      options[key] = weaker[key];
      origins.set(key, { source: source ?? place.path, place });
    }
  }
  return { options, origins };
}
