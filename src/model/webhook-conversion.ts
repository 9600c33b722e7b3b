/** The Service that converts objects, in the cluster. */
type ConversionService = {
  readonly namespace: string;
  readonly name: string;
  /** Starts with a slash. */
  readonly path?: string;
  /** 443 where it is not given. */
  readonly port?: number;
};

/**
 * How objects are converted between versions: by asking a webhook; `spec.conversion.webhook` of a CRD. Exactly one of
 * service and url is given.
 */
export type WebhookConversion = {
  readonly service?: ConversionService;
  readonly url?: string;
  /** PEM in base64, as the CRD holds it. */
  readonly caBundle?: string;
  /** The versions of ConversionReview that the webhook understands, best first. */
  readonly reviewVersions: readonly string[];
};
