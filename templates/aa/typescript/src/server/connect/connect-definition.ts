import type { ApiObject } from '../api/api-object.ts';
import type { JsonObject } from '../api/json.ts';
import type { User } from '../authentication/user.ts';

/** A subresource that streams: a log is text that only comes, a console a WebSocket on which both sides talk. */
export type ConnectDefinition = LogDefinition | ConsoleDefinition;

/** One line of a log. */
export type LogLine = { readonly time: Date; readonly text: string };

/** A change of an object; of a deletion the last state. */
export type ObjectChange = {
  readonly type: 'MODIFIED' | 'DELETED';
  readonly time: Date;
  readonly object: ApiObject;
};

/** What a streaming subresource has at hand. */
export type ConnectInput = {
  /** The object as it was when the client came. */
  readonly object: ApiObject;
  readonly user: User;
  /** Every change of the object after the state that is given; ends with the deletion, and with `signal`. */
  readonly changesAfter: (object: ApiObject) => AsyncIterable<ObjectChange>;
  /** Aborted when the client leaves and when the server stops. */
  readonly signal: AbortSignal;
};

/**
 * A log, read with GET as `kubectl logs` reads a pod's: `?follow=true`, `tailLines`, `sinceTime`, `sinceSeconds`,
 * `timestamps`, `limitBytes`.
 */
export type LogDefinition = {
  readonly streams: 'log';
  /** The lines that are there already, the oldest first. */
  readonly past: (input: ConnectInput) => readonly LogLine[] | Promise<readonly LogLine[]>;
  /** The lines that come after those of `past`, for `?follow=true`. Asked for the next one when the client took the last. */
  readonly next: (input: ConnectInput) => AsyncIterable<LogLine>;
};

/** What a console has at hand beside that. */
export type ConsoleInput = ConnectInput & {
  /** What the client types; ends when it says so or leaves. */
  readonly lines: AsyncIterable<string>;
  /** Shows a line; resolves when the client has taken it, or is gone. */
  readonly print: (line: string) => Promise<void>;
  /** The same on the channel for errors, where the client has one. */
  readonly printError: (line: string) => Promise<void>;
  /** The object as it is now. @throws ApiError 404 */
  readonly read: () => Promise<ApiObject>;
  /** Applies a JSON merge patch to the object if the user may do that. @throws ApiError as for the same PATCH */
  readonly merge: (patch: JsonObject) => Promise<ApiObject>;
};

/** A console: a WebSocket with or without the subprotocols of `kubectl exec` (v5 and v4.channel.k8s.io). */
export type ConsoleDefinition = {
  readonly streams: 'console';
  /** Talks with the client until it returns, which closes the connection. */
  readonly run: (input: ConsoleInput) => Promise<void>;
};
