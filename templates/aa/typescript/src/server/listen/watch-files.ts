import { watch } from 'node:fs';
import { dirname } from 'node:path';

/** Longest time until a change is seen where the file system sends no events. */
const pollMilliseconds = 5_000;

/** Time for a writer to finish: a certificate and its key are two files. */
const settleMilliseconds = 200;

/**
 * Calls back after any of the files may have changed, and at least every five seconds; gives a function that stops
 * it. The folders are watched, because Kubernetes swaps a link beside the files of a Secret.
 */
export const watchFiles = (files: readonly string[], onChange: () => void): (() => void) => {
  let settling: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(settling);
    settling = setTimeout(onChange, settleMilliseconds).unref();
  };
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const stops = folders.map((folder) => watchFolder(folder, soon));
  const poll = setInterval(onChange, pollMilliseconds).unref();
  return () => {
    clearTimeout(settling);
    clearInterval(poll);
    for (const stop of stops) stop();
  };
};

/** Without events, for want of file handles or support by the file system, polling alone has to do. */
const watchFolder = (folder: string, onEvent: () => void): (() => void) => {
  try {
    const watcher = watch(folder, { persistent: false }, onEvent);
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
};
