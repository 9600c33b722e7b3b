/** How much a log line matters: for information, as a warning, as an error. */
export type Severity = 'I' | 'W' | 'E';

/** Where a log line comes from, and from which process. `at` is in milliseconds since 1970, with a fraction. */
export type LogOrigin = {
  readonly at: number;
  readonly pid: number;
  readonly source: string;
  readonly severity: Severity;
};

/**
 * The header of a klog line: severity, month, day, local time with microseconds, process id padded to 7, file and line
 * of the caller (k8s.io/klog/v2 internal/buffer/buffer.go FormatHeader).
 */
export function klogHeader({ at, pid, source, severity }: LogOrigin): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(date.getMonth() + 1)}${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const micro = Math.floor((at - Math.floor(at / 1_000) * 1_000) * 1_000);
  return `${severity}${day} ${time}.${String(micro).padStart(6, '0')} ${String(pid).padStart(7)} ${source}] `;
}
