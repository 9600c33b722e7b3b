/**
 * Go sends a header's value as UTF-8; Node takes each character for a byte, and would send another name than was meant
 * to be impersonated.
 *
 * @returns the value, a character for each byte of its UTF-8
 */
export function headerBytes(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1');
}
