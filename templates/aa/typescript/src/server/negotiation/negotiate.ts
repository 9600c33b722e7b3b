import { notAcceptable } from '../api/api-errors.ts';
import { parseAccept } from './parse-accept.ts';

/** The kind that a body is converted to on the client's wish (`as`, `g`, `v` in Accept), such as a Table. */
export type Conversion = { readonly as: string; readonly group: string; readonly version: string };

/** What the client gets: a media type, and a conversion unless it wants the object itself. */
export type Negotiated = { readonly mediaType: string; readonly conversion: Conversion | undefined };

/** What can be served on a path: media types in order of preference, and conversions. */
export type Offer = { readonly mediaTypes: readonly string[]; readonly conversions: readonly Conversion[] };

/** JSON without conversions. */
export const plainJson: Offer = { mediaTypes: ['application/json'], conversions: [] };

/** JSON, or YAML made of it. */
export const jsonOrYaml: readonly string[] = ['application/json', 'application/yaml'];

/**
 * The first clause of an Accept header that can be served (k8s.io/apiserver pkg/endpoints/handlers/negotiation); a
 * clause with a conversion that is not offered is passed over; none at all is a 406.
 */
export const negotiate = (accept: string | undefined, offer: Offer): Negotiated => {
  for (const { type, parameters } of parseAccept(accept)) {
    const mediaType = offer.mediaTypes.find((each) => matches(type, each));
    if (mediaType === undefined) continue;
    const { as, g: group = '', v: version = '' } = parameters;
    if (as === undefined) return { mediaType, conversion: undefined };
    const conversion = offer.conversions.find(
      (each) => each.as === as && each.group === group && each.version === version,
    );
    if (conversion !== undefined) return { mediaType, conversion };
  }
  throw notAcceptable(offer.mediaTypes);
};

const matches = (wanted: string, served: string): boolean => {
  if (wanted === '*/*' || wanted === '*' || wanted === served) return true;
  return wanted.endsWith('/*') && served.startsWith(wanted.slice(0, -1));
};
