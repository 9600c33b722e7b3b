import type { KindDefinition } from './server/api/kind-definition.ts';
import { widgetKind } from './kinds/widget.ts';

/** Every kind that the server has, each version of it. */
export const kinds: readonly KindDefinition[] = [widgetKind];
