/** The asked state is older than what the storage keeps; `oldest` is the first resourceVersion that it can serve. */
export class CompactedError extends Error {
  readonly oldest: number;

  constructor(oldest: number) {
    super(`the required resource version has been compacted, the oldest is ${oldest}`);
    this.name = 'CompactedError';
    this.oldest = oldest;
  }
}
