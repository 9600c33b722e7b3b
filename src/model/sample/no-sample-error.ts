/** No value was found that satisfies a schema; `path` says for which field, `message` why. */
export class NoSampleError extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.name = 'NoSampleError';
    this.path = path;
  }
}
