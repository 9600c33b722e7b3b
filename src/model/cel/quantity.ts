const QUANTITY = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/u;

const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** @returns whether resource.ParseQuantity of apimachinery takes the text */
export function isQuantity(text: string): boolean {
  return QUANTITY.test(text);
}

/** @returns -1, 0 or 1, as compareTo of the quantity library in CEL rules */
export function compareQuantities(a: string, b: string): -1 | 0 | 1 {
  const difference = amountOf(a) - amountOf(b);
  if (difference === 0) return 0;
  return difference < 0 ? -1 : 1;
}

function amountOf(text: string): number {
  const [, digits = 'NaN', suffix = ''] = QUANTITY.exec(text) ?? [];
  if (BINARY.includes(suffix)) return Number(digits) * 1024 ** (BINARY.indexOf(suffix) + 1);
  const exponent = /^[eE]./u.test(suffix) ? Number(suffix.slice(1)) : (DECIMAL[suffix] ?? 0);
  return Number(`${digits}e${exponent}`);
}
