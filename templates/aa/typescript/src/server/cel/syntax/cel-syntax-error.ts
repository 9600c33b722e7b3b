/** An expression that is none of the Common Expression Language. */
export class CelSyntaxError extends Error {
  override readonly name = 'CelSyntaxError';
}
