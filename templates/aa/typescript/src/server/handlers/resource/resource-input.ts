import type { KindDefinition } from '../../api/kind-definition.ts';
import type { ResourceRequestInfo } from '../../request/request-info.ts';
import { collectionPrefix, objectKey } from '../../storage/object-key.ts';
import type { HandlerInput } from '../server-context.ts';

/** A request for objects of one kind. */
export type ResourceInput = HandlerInput & {
  readonly info: ResourceRequestInfo;
  readonly kind: KindDefinition;
  /** Tells the client beside the answer. */
  readonly warn: (text: string) => void;
};

/** The storage key of the object that the path names, or of `name` beside it. */
export const keyOf = ({ kind, info }: ResourceInput, name = info.name): string =>
  objectKey({ ...kind, namespace: info.namespace }, name);

/** The storage prefix of the collection that the path names. */
export const prefixOf = ({ kind, info }: ResourceInput): string =>
  collectionPrefix({ ...kind, namespace: info.namespace });
