/** @returns what cel-go calls an operator as a function: `_==_`, `@in` */
export function operatorName(op: string): string {
  const names: Readonly<Record<string, string>> = {
    '?:': '_?_:_',
    '!_': '!_',
    '-_': '-_',
    '[]': '_[_]',
    '[?]': '_[?_]',
    in: '@in',
  };
  return names[op] ?? `_${op}_`;
}
