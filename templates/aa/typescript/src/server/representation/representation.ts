import { badRequest, notAcceptable } from '../api/api-errors.ts';
import { jsonOrYaml, type Negotiated, negotiate } from '../negotiation/negotiate.ts';
import type { ServerRequest } from '../request/server-request.ts';

/** How much of an object a row of a Table carries along. */
const includeObjects = ['None', 'Metadata', 'Object'] as const;
export type IncludeObject = (typeof includeObjects)[number];

/** How the client wants to see objects; `apiVersion` is that of the converted kind. */
export type Representation =
  | { readonly form: 'object' }
  | { readonly form: 'metadata'; readonly apiVersion: string }
  | { readonly form: 'table'; readonly apiVersion: string; readonly includeObject: IncludeObject };

const offerOf = (metadataKind: string) => ({
  mediaTypes: jsonOrYaml,
  conversions: ['v1', 'v1beta1'].flatMap((version) =>
    ['Table', metadataKind].map((as) => ({ as, group: 'meta.k8s.io', version })),
  ),
});

const objectOffer = offerOf('PartialObjectMetadata');
const listOffer = offerOf('PartialObjectMetadataList');

/** The representation that Accept asks for on a single object; 406 when there is none. */
export const objectRepresentation = (request: ServerRequest): Representation =>
  representationOf(request, negotiate(request.header('accept'), objectOffer));

/** The representation that Accept asks for on the events of a watch, which are JSON alone; 406 when there is none. */
export const eventRepresentation = (request: ServerRequest): Representation => {
  const negotiated = negotiate(request.header('accept'), objectOffer);
  if (negotiated.mediaType !== 'application/json') throw notAcceptable(['application/json;stream=watch']);
  return representationOf(request, negotiated);
};

/** The representation that Accept asks for on a list; 406 when there is none. */
export const listRepresentation = (request: ServerRequest): Representation =>
  representationOf(request, negotiate(request.header('accept'), listOffer));

const representationOf = (request: ServerRequest, { conversion }: Negotiated): Representation => {
  if (conversion === undefined) return { form: 'object' };
  const apiVersion = `meta.k8s.io/${conversion.version}`;
  if (conversion.as !== 'Table') return { form: 'metadata', apiVersion };
  return { form: 'table', apiVersion, includeObject: includeObjectOf(request) };
};

const includeObjectOf = (request: ServerRequest): IncludeObject => {
  const wanted = request.query.get('includeObject') ?? '';
  if (wanted === '') return 'Metadata';
  const found = includeObjects.find((each) => each === wanted);
  if (found === undefined)
    throw badRequest(
      `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(wanted)}: must be 'Metadata', 'Object', 'None', or empty`,
    );
  return found;
};
