import type { OptionGroup } from '../option.ts';
import { DOCUMENT_OUTPUT } from '../output-format.ts';

/** The flags of kx certs bundle, by heading. */
export const CERTS_BUNDLE_OPTIONS: readonly OptionGroup[] = [
  { title: 'Printing:', options: [DOCUMENT_OUTPUT] },
];
