/** A stream that kx prints to; `isTTY` and `columns` are set on a terminal only. */
export type OutputStream = {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/**
 * Everything that a command may know of the machine it runs on. Made once by `bin/kx.js`; tests make their own.
 * `signal` is aborted by SIGINT and SIGTERM.
 */
export type Io = {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly pid: number;
  readonly now: () => Date;
  readonly signal: AbortSignal;
};
