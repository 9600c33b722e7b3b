import type { KindDefinition } from './server/api/kind-definition.ts';
import { httpRouteKind } from './kinds/http-route.ts';
import { gatewayClassKind } from './kinds/gateway-class.ts';
import { meshKind } from './kinds/mesh.ts';

/** Every kind that the server has, each version of it. */
export const kinds: readonly KindDefinition[] = [httpRouteKind, gatewayClassKind, meshKind];
