import type { AaLibrary, AaStorage, AaStream } from './aa-library.ts';
import type { ServiceReference } from './certificate/certificate-service.ts';
import type { CustomResource } from './custom-resource.ts';

/** An extension API server as a project: what it serves, and where kube-apiserver finds it. */
export type AaProject = {
  /** Directory and package name: `my-aa`. */
  readonly name: string;
  readonly group: string;
  /** At least one kind, all of one group; every version of them is served. */
  readonly resources: readonly CustomResource[];
  /** What kube-apiserver reaches it by. */
  readonly service: ServiceReference;
  /** What it is written on. */
  readonly library: AaLibrary;
  /** Where its server keeps objects, until `--storage` says otherwise. */
  readonly storage: AaStorage;
  /** Subresources that stream, and the plurals of the resources that have them. */
  readonly connect: { readonly streams: readonly AaStream[]; readonly plurals: readonly string[] };
};

/** The port that a process beside a local control plane listens on, until `--secure-port` says otherwise. */
export const LOCAL_PORT = 8443;
