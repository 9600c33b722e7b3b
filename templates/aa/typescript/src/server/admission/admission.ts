import type { Attributes } from './attributes.ts';

/** Whom to tell of what comes up beside the decision. */
export type Told = {
  /** Tells the client beside the answer. */
  readonly warn: (text: string) => void;
  /** Notes something in the record of the request. */
  readonly annotate: (annotations: Readonly<Record<string, string>>) => void;
};

/** Who else in the cluster has a say in what is written (k8s.io/apiserver pkg/admission). */
export type Admission = {
  /**
   * What webhooks make of the object: the very same where none changes it. @throws ApiError for what is not let in
   */
  readonly mutate: (attributes: Attributes, told: Told) => Promise<Attributes['object']>;
  /** @throws ApiError for what is not let in */
  readonly validate: (attributes: Attributes, told: Told) => Promise<void>;
};

/** Where there is no cluster that could have a say. */
export const admitAll: Admission = {
  mutate: async ({ object }) => object,
  validate: async () => {},
};
