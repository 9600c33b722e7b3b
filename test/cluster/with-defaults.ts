/** What of a schema defaults are in. */
export type OpenApiSchema = {
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly additionalProperties?: OpenApiSchema;
  readonly items?: OpenApiSchema;
};

/** What the API server adds to an object: the default of each field that is absent. */
export function withDefaults(schema: OpenApiSchema, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withDefaults(schema.items ?? {}, item));
  if (typeof value !== 'object' || value === null) return value;
  const object: Record<string, unknown> = { ...value };
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property.default !== undefined) object[name] ??= property.default;
  }
  for (const [name, member] of Object.entries(object)) {
    object[name] = withDefaults(schema.properties?.[name] ?? schema.additionalProperties ?? {}, member);
  }
  return object;
}
