import { StorageUnavailableError } from '../storage-unavailable-error.ts';
import type { GrpcError } from './grpc-module.ts';

/** etcd refused a request; what it says begins with `etcdserver:` (etcd-io/etcd api/v3rpc/rpctypes/error.go). */
export class EtcdError extends Error {
  readonly code: number;

  constructor({ code, details }: GrpcError) {
    super(details);
    this.name = 'EtcdError';
    this.code = code;
  }
}

/** Codes of grpc.io/docs/guides/status-codes. */
const deadlineExceeded = 4;
const outOfRange = 11;
const unavailable = 14;

/** Whether another member, or the same one later, may do what this one did not: it may also have done it. */
export const isPassing = ({ code }: GrpcError): boolean => code === unavailable || code === deadlineExceeded;

/** Whether an attempt that failed was certainly not carried out: there was no connection, or a member without a leader. */
export const isUndone = ({ details }: GrpcError): boolean =>
  details.startsWith('No connection established') || details === 'etcdserver: no leader';

/** Whether a revision was asked for that etcd has forgotten. */
export const isCompacted = (cause: unknown): boolean =>
  cause instanceof EtcdError && cause.code === outOfRange && cause.message.includes('compacted');

/** What a caller learns of a failure. */
export const errorOf = (failure: GrpcError): Error =>
  isPassing(failure) ? new StorageUnavailableError(`etcd: ${failure.details}`) : new EtcdError(failure);
