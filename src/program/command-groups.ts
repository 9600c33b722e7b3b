/** The words that only group commands: `kx scaffold`, `kx certs`. */
export const COMMAND_GROUPS: Readonly<Record<string, string>> = {
  scaffold: 'Write the files of a CRD or of an extension API server',
  certs: 'Make and check certificates for the caBundle of an APIService or webhook',
};
