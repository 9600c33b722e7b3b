import type { Io } from '../io.ts';

/**
 * @param options flags or answers; `yes` is --yes
 * @returns whether a person may be asked: stdin and stderr are a terminal, nobody said --yes, and CI is not set
 */
export function mayAsk({ yes }: { readonly yes?: unknown }, { stdin, stderr, env }: Io): boolean {
  const isTerminal = stdin.isTTY === true && stderr.isTTY === true;
  return isTerminal && yes !== true && (env['CI'] ?? '') === '';
}
