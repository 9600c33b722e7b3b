import type { ClusterTrust } from '../authentication/read-cluster-trust.ts';
import type { RequestHeaderOptions, ServerOptions } from '../options/server-options.ts';
import type { TlsFiles } from './tls-files.ts';

/** The certificates of the server and whom it believes. */
export type Trusted = { readonly files: TlsFiles; readonly requestHeader: RequestHeaderOptions };

/**
 * What the flags name, and what the cluster says where they name nothing: the CAs of clients, and the CAs of the
 * aggregator with the names of its headers, are each taken from one of the two as a whole.
 */
export const trustedFiles = (
  options: ServerOptions,
  files: TlsFiles,
  cluster: ClusterTrust | undefined,
): Trusted => {
  const { clientCaFile, requestHeader } = options;
  if (cluster === undefined) return { files, requestHeader };
  const fromFlags = requestHeader.caFile !== undefined;
  return {
    files: {
      ...files,
      clientAuthorities: clientCaFile === undefined ? cluster.clientAuthorities : files.clientAuthorities,
      requestHeaderAuthorities: fromFlags ? files.requestHeaderAuthorities : cluster.requestHeaderAuthorities,
    },
    requestHeader: fromFlags ? requestHeader : cluster.requestHeader,
  };
};
