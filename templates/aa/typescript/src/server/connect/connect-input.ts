import type { ApiObject } from '../api/api-object.ts';
import type { ResourceInput } from '../handlers/resource/resource-input.ts';
import type { ConnectInput } from './connect-definition.ts';
import { objectChanges } from './object-changes.ts';

/** What the author of a subresource gets to work with. */
export const connectInput = (input: ResourceInput, object: ApiObject, signal: AbortSignal): ConnectInput => ({
  object,
  user: input.user,
  signal,
  changesAfter: (known) => objectChanges(input, known, signal),
});
