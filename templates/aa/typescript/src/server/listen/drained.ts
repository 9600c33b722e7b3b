/** Bytes that may wait for a client before its writer does; above what Node itself lets wait before it says so. */
const enough = 128 * 1024;

/** What a writer waits for. */
type Output = {
  readonly writableLength: number;
  readonly destroyed: boolean;
  readonly once: (event: 'drain' | 'close', listener: () => void) => unknown;
  readonly off: (event: 'drain' | 'close', listener: () => void) => unknown;
};

/** Resolves when little waits for the client, or when it is gone. */
export const drained = (output: Output): Promise<void> =>
  new Promise((resolve) => {
    if (output.writableLength < enough || output.destroyed) {
      resolve();
      return;
    }
    const done = (): void => {
      output.off('drain', done);
      output.off('close', done);
      resolve();
    };
    output.once('drain', done);
    output.once('close', done);
  });
