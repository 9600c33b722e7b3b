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

/** @returns why a plugin gave no credential: how it ended, and the first words of what it printed */
export function pluginReason({ exitCode, signal, stdout, stderr }: PluginEnding, error: unknown): string {
  if (error instanceof Error && 'code' in error) {
    return error.code === 'ENOENT' ? 'there is no such command' : error.message;
  }
  const complaint = stderr.trim().split('\n').at(-1) ?? '';
  const words = complaint === '' ? firstWords(stdout) : complaint;
  const printed = words === '' ? ', and it printed nothing' : `: ${words}`;
  if (signal !== undefined) return `it was ended by ${signal}${printed}`;
  if (exitCode !== 0) return `it ended with exit code ${exitCode ?? 'unknown'}${printed}`;
  const output = stdout.trim() === '' ? ', it printed nothing' : `: ${firstWords(stdout)}`;
  return `it ended with exit code 0, but its output is no ExecCredential${output}`;
}

function firstWords(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}...` : line;
}
