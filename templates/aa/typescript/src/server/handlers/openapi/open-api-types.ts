import type { JsonObject, JsonValue } from '../../api/json.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';

/** A schema of an OpenAPI document. */
export type OpenApiSchema = JsonObject;

/** A parameter of an operation; all here are optional but those of the path. */
export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly type: 'string' | 'integer' | 'boolean';
  readonly description: string;
};

/** One operation, before it is written in OpenAPI 2 or 3. */
export type Operation = {
  readonly method: 'get' | 'put' | 'post' | 'patch' | 'delete';
  readonly action: string;
  readonly id: string;
  readonly description: string;
  readonly kind: KindDefinition;
  readonly parameters: readonly Parameter[];
  /** Media types and the name of the schema of the body. */
  readonly body?: {
    readonly mediaTypes: readonly string[];
    readonly schema: string;
    readonly required: boolean;
  };
  /** Names of the schemas of successful replies by status. */
  readonly replies: Readonly<Record<string, string>>;
  /** The media type of a reply that is a text and no object. */
  readonly text?: string;
};

/** One path with its operations. */
export type Path = {
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly operations: readonly Operation[];
};

/** The value of `x-kubernetes-group-version-kind` of an operation, by which kubectl finds it. */
export const groupVersionKind = ({ group, version, kind }: KindDefinition): JsonValue => ({
  group,
  version,
  kind,
});
