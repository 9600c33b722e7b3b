import type { EmittedPart } from '../model/certificate/emitted-part.ts';

/** The files of the parts, beside the certificates. */
export const EMITTED_FILES = {
  secret: 'secret.yaml',
  apiservice: 'apiservice.yaml',
  webhook: 'webhook.yaml',
  'ca-bundle': 'ca-bundle.txt',
} satisfies Record<EmittedPart, string>;
