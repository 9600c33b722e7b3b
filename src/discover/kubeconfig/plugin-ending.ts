/** How a credential plugin ended, as far as it is known. */
export type PluginEnding = {
  /** undefined where it never ran. */
  readonly exitCode: number | undefined;
  /** `SIGKILL`, where that ended it. */
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
};

/** A credential may stand in what a plugin prints, so no more than this many characters of it are shown. */
const SHOWN = 20;

/** Why a command does not even start, by errno. */
const UNSTARTED: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such command',
  EACCES: 'it may not be executed',
  ENOEXEC: 'it is no program',
};

/**
 * @param why what is wrong with the answer, or the error of a plugin that did not start
 * @returns why a plugin gave no credential: how it ended, and the first words of what it printed
 */
export function pluginReason({ exitCode, signal, stdout, stderr }: PluginEnding, why: unknown): string {
  if (why instanceof Error && 'code' in why) return UNSTARTED[String(why.code)] ?? why.message;
  const complaint = stderr.trim().split('\n').at(-1) ?? '';
  const words = complaint === '' ? firstWords(stdout) : complaint;
  const printed = words === '' ? ', and it printed nothing' : `: ${words}`;
  if (signal !== undefined) return `it was ended by ${signal}${printed}`;
  if (exitCode !== 0) return `it ended with exit code ${exitCode ?? 'unknown'}${printed}`;
  const output = stdout.trim() === '' ? ', it printed nothing' : '';
  const shown = output === '' && typeof why === 'string' && why.endsWith('no ExecCredential');
  return `it ended with exit code 0, but ${String(why)}${shown ? `: ${firstWords(stdout)}` : output}`;
}

function firstWords(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}...` : line;
}
