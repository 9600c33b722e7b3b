/** What kx certs gen writes beside the certificates when it is asked to. */
export const EMITTED_PARTS = ['secret', 'apiservice', 'webhook', 'ca-bundle'] as const;

/** One of the files that stand beside the certificates. */
export type EmittedPart = (typeof EMITTED_PARTS)[number];

/** A group and one of its versions, as an APIService registers it. */
export type GroupVersion = { readonly group: string; readonly version: string };

/** The files that are wanted beside the certificates, and what they need to know. */
export type Emission = {
  /** Each once, in the order of EMITTED_PARTS. */
  readonly parts: readonly EmittedPart[];
  /** Of the APIServices; of the rules of webhooks. */
  readonly groupVersions: readonly GroupVersion[];
};
