/**
 * A key and value of a structured klog line (k8s.io/klog/v2 internal/serialize/keyvalues.go): one line is quoted as Go
 * quotes, several are shown as they are, indented by a tab and closed by ` >`; numbers are bare.
 */
export function klogValue(key: string, value: string | number): string {
  if (typeof value === 'number') return ` ${key}=${value}`;
  if (!value.includes('\n')) return ` ${key}=${goQuote(value)}`;
  const lines = value.replace(/\n$/, '').split('\n');
  return ` ${key}=<\n${lines.map((line) => `\t${line}\n`).join('')} >`;
}

/** Control characters that Go's strconv.Quote writes as a letter. */
const LETTERS: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** What is neither a letter, a mark, a number, punctuation, a symbol nor a plain blank is not printable to Go. */
const ESCAPED = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

/** @returns a text in double quotes, escaped as Go's strconv.Quote does */
export function goQuote(text: string): string {
  return `"${text.replace(ESCAPED, (char) => LETTERS[char] ?? escaped(char.codePointAt(0) ?? 0))}"`;
}

/** U+DC80 to U+DCFF stand for the bytes 0x80 to 0xff of a character that was cut off. */
function escaped(code: number): string {
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}
