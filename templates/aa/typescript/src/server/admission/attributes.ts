import type { JsonObject } from '../api/json.ts';
import type { StructuralSchema } from '../api/structural-schema.ts';
import type { User } from '../authentication/user.ts';

/** What is done (k8s.io/apiserver pkg/admission Operation). */
export type Operation = 'CONNECT' | 'CREATE' | 'DELETE' | 'UPDATE';

/** A version in which webhooks and policies can see the object of a request. */
export type SeenVersion = {
  readonly version: string;
  /** The kind of the object, which is another one for a scale. */
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  /** What objects of this version look like. */
  readonly schema: StructuralSchema;
  /** The object of the request in this version. */
  readonly show: (object: JsonObject) => JsonObject;
  /** An object of this version in that of the request. */
  readonly takeBack: (object: JsonObject) => JsonObject;
};

/** A request as those see it who have a say in it (k8s.io/apiserver pkg/admission Attributes). */
export type Attributes = {
  readonly operation: Operation;
  readonly group: string;
  readonly plural: string;
  readonly subresource: string;
  /** Empty for what is cluster-scoped. */
  readonly namespace: string;
  /** Empty where it is yet to be generated, and where a collection is deleted. */
  readonly name: string;
  /** What is written, null for a deletion. */
  readonly object: JsonObject | null;
  /** What is there, null for a creation. */
  readonly oldObject: JsonObject | null;
  /** The query of the request, as an object of its own: CreateOptions. */
  readonly options: JsonObject | null;
  readonly dryRun: boolean;
  readonly user: User;
  /** That of the request. */
  readonly seen: SeenVersion;
  /** The other versions of the resource. */
  readonly equivalents: readonly SeenVersion[];
};
