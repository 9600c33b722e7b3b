import { badRequest } from '../api/api-errors.ts';
import type { KindDefinition } from '../api/kind-definition.ts';
import { subresourcesOf } from '../handlers/offered-verbs.ts';
import { admissionAttributes } from '../handlers/resource/admission-attributes.ts';
import type { ResourceInput } from '../handlers/resource/resource-input.ts';
import { watchObjects } from '../handlers/resource/watch.ts';
import type { Reply } from '../request/reply.ts';
import type { RequestInfo } from '../request/request-info.ts';
import { wantsUpgrade } from '../websocket/handshake.ts';
import type { ConnectDefinition } from './connect-definition.ts';
import { openConsole } from './open-console.ts';
import { streamLog } from './stream-log.ts';
import { watchOverWebSocket } from './watch-web-socket.ts';

/** GET of a subresource that streams. */
export const connectObject =
  (definition: ConnectDefinition) =>
  async (input: ResourceInput): Promise<Reply> => {
    // k8s.io/apiserver pkg/endpoints/handlers/rest.go ConnectResource.
    if (input.request.query.has('dryRun')) throw badRequest('dryRun is not supported');
    await admitConnection(input);
    return definition.streams === 'log' ? streamLog(input, definition) : openConsole(input, definition);
  };

/** Those are asked who have a say in who may connect, whether or not the object is there. @throws ApiError */
const admitConnection = async (input: ResourceInput): Promise<void> => {
  const { server, warn, annotate } = input;
  const nothing = { options: null, dryRun: false, object: null, oldObject: null };
  const attributes = admissionAttributes(input, { operation: 'CONNECT', ...nothing });
  await server.admission.mutate(attributes, { warn, annotate });
  await server.admission.validate(attributes, { warn, annotate });
};

/** A watch as the client wants it: over a WebSocket, or as a reply without end. */
export const watchEitherWay = (input: ResourceInput): Promise<Reply> =>
  wantsUpgrade(input.request) ? watchOverWebSocket(input) : watchObjects(input);

/** Whether a request may ask for a WebSocket: a watch, a console, and what is not there, which has its own answer. */
export const takesUpgrade = (info: RequestInfo, kinds: readonly KindDefinition[]): boolean => {
  if (!info.isResource) return false;
  const { group, version, resource, subresource, verb } = info;
  const kind = kinds.find(
    (each) => each.group === group && each.version === version && each.plural === resource,
  );
  if (kind === undefined) return true;
  if (subresource === '') return verb === 'watch';
  return (
    kind.connect?.[subresource]?.streams === 'console' ||
    subresourcesOf(kind).every(({ name }) => name !== subresource)
  );
};
