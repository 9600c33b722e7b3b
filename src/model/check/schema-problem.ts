/** What is wrong with one node of a schema, and what would be right. */
export type SchemaProblem = { readonly message: string; readonly hint?: string };
