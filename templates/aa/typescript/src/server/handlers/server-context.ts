import type { NamespaceLifecycle } from '../admission/namespace-lifecycle.ts';
import type { KindDefinition } from '../api/kind-definition.ts';
import type { User } from '../authentication/user.ts';
import type { Authorizer } from '../authorization/authorizer.ts';
import type { Log } from '../log/log.ts';
import type { ServerRequest } from '../request/server-request.ts';
import type { Storage } from '../storage/storage.ts';
import type { InTurn } from './in-turn.ts';

/** What all handlers share. */
export type ServerContext = {
  readonly name: string;
  readonly kinds: readonly KindDefinition[];
  readonly storage: Storage;
  readonly now: () => Date;
  readonly log: Log;
  readonly authorizer: Authorizer;
  readonly namespaces: NamespaceLifecycle;
  /** Lets those who write the same object wait for each other. */
  readonly inTurn: InTurn;
  /** Whether the server was asked to stop: it is no longer ready then. */
  readonly isStopping: () => boolean;
};

/** One request on its way through a handler. */
export type HandlerInput = {
  readonly request: ServerRequest;
  readonly user: User;
  readonly server: ServerContext;
};
