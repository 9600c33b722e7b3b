/** The storage cannot be reached or cannot decide at the moment; whether a write was carried out is not known. */
export class StorageUnavailableError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'StorageUnavailableError';
  }
}
