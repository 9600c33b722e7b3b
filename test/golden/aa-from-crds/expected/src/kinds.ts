import type { KindDefinition } from './server/api/kind-definition.ts';
import { cronTabKind } from './kinds/cron-tab.ts';
import { cronTabKindV1beta1 } from './kinds/cron-tab.v1beta1.ts';
import { clusterThingKind } from './kinds/cluster-thing.ts';

/** Every kind that the server has, each version of it. */
export const kinds: readonly KindDefinition[] = [cronTabKind, cronTabKindV1beta1, clusterThingKind];
