/** Writes a line of the log if the server's verbosity is at least `level`. */
export type Log = {
  readonly verbosity: number;
  readonly info: (level: number, message: string, values?: LogValues) => void;
  readonly error: (message: string, values?: LogValues) => void;
};

/** Named values after the message, in their order. */
export type LogValues = Readonly<Record<string, string | number | undefined>>;

/** Where lines go, what time it is and the process id that klog prints. */
export type LogTarget = {
  readonly write: (line: string) => void;
  readonly now: () => Date;
  readonly pid: number;
};

/** A log in klog's format (k8s.io/klog/v2): `I1122 16:50:13.123000   12345] "message" key="value"`. */
export const createLog = (verbosity: number, target: LogTarget): Log => ({
  verbosity,
  info: (level, message, values = {}) => {
    if (level <= verbosity) target.write(logLine('I', target, { message, values }));
  },
  error: (message, values = {}) => target.write(logLine('E', target, { message, values })),
});

const logLine = (
  severity: 'I' | 'E',
  target: LogTarget,
  entry: { readonly message: string; readonly values: LogValues },
): string => {
  const [date = '', time = ''] = target.now().toISOString().split('T');
  const day = date.slice(5).replace('-', '');
  const clock = time.replace('Z', '000');
  const pairs = Object.entries(entry.values).filter(([, value]) => value !== undefined);
  const tail = pairs.map(([key, value]) => ` ${key}=${JSON.stringify(value)}`).join('');
  return `${severity}${day} ${clock} ${String(target.pid).padStart(7)}] ${JSON.stringify(entry.message)}${tail}\n`;
};
