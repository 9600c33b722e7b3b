/**
 * The header of a klog line: severity, month, day, local time with microseconds, process id padded to 7, source
 * (k8s.io/klog/v2 internal/buffer/buffer.go FormatHeader).
 *
 * @param at milliseconds since 1970, with a fraction
 * @param source file and line of the caller
 */
export function klogHeader(at: number, pid: number, source: string): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(date.getMonth() + 1)}${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const micro = Math.floor((at - Math.floor(at / 1_000) * 1_000) * 1_000);
  return `I${day} ${time}.${String(micro).padStart(6, '0')} ${String(pid).padStart(7)} ${source}] `;
}
