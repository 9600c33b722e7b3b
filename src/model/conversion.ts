/** The service in a cluster that answers conversion reviews. */
export type ConversionService = {
  readonly name: string;
  readonly namespace: string;
  /** 443 where it is left out. */
  readonly port?: number;
  /** Starts with a slash; the server's root where it is left out. */
  readonly path?: string;
};

/** The webhook that converts objects between versions; without one they are served as they are stored. */
export type ConversionWebhook = {
  readonly client: { readonly service: ConversionService } | { readonly url: string };
  /** Base64 of PEM certificates; undefined trusts those of the API server's system. */
  readonly caBundle?: string;
  /** The versions of ConversionReview that it speaks, the preferred one first. */
  readonly reviewVersions: readonly string[];
};
