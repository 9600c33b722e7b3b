import type { KindDefinition } from '../../api/kind-definition.ts';
import type { Operation } from './open-api-types.ts';
import { operationId } from './operation-names.ts';
import { logParameters } from './parameters.ts';

/** What works on the subresources of a kind that stream, by their names (as a Pod's `log` and `exec` are described). */
export const connectOperations = (kind: KindDefinition): readonly (readonly [name: string, Operation])[] =>
  Object.entries(kind.connect ?? {}).map(([name, { streams }]) => {
    const object = `${kind.namespaced ? 'Namespaced' : ''}${kind.kind}${capitalized(name)}`;
    const common = { method: 'get', kind, replies: {} } as const;
    return streams === 'log'
      ? [
          name,
          {
            ...common,
            action: 'get',
            id: operationId(kind, 'read', object),
            description: `read the ${name} of the object of kind ${kind.kind}`,
            parameters: logParameters,
            text: 'text/plain',
          },
        ]
      : [
          name,
          {
            ...common,
            action: 'connect',
            id: operationId(kind, 'connect', `Get${object}`),
            description: `talk to the ${name} of the object of kind ${kind.kind} over a WebSocket`,
            parameters: [],
            text: '*/*',
          },
        ];
  });

const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
