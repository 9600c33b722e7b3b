import { openDemoDirectory } from '../demo/demo-directory.ts';
import { play } from '../demo/play.ts';
import { colourOf } from '../options/colour-flag.ts';
import { switchOf, textOf } from '../options/raw-value.ts';
import { chalkFor } from '../ui/colour.ts';
import type { CommandInput } from './command.ts';

/** For --quiet: the demo is played, and only its exit code and errors are seen. */
const SILENCE = { write: () => true };

/** Plays the story of extending the Kubernetes API on this machine, without a cluster, and cleans up. */
export async function runDemo({ options, io, runKx }: CommandInput): Promise<number> {
  const directory = openDemoDirectory(textOf(options, 'keep'), io);
  try {
    const chalk = await chalkFor({ flag: colourOf(options), env: io.env, stream: io.stdout });
    const heard = switchOf(options, 'quiet') ? { ...io, stdout: SILENCE, stderr: SILENCE } : io;
    await play({ directory: directory.path, io: heard, chalk, runKx });
    heard.stdout.write(`\n${farewell(textOf(options, 'keep'))}\n`);
    return 0;
  } finally {
    directory.leave();
  }
}

function farewell(kept: string | undefined): string {
  if (kept !== undefined) return `Everything is in ${kept}; ${kept}/my-aa/README.md says how to go on.`;
  return 'All of it is gone again. Keep it with: kx demo --keep my-first-extension';
}
