/** One step of a JSONPath: a field by name, some element of a list, or something that cannot be followed. */
export type JsonPathStep = Step & {
  /** As written: `.spec`, `[0]`, `[?(@.type=="Ready")]`. */
  readonly text: string;
};

type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'element' }
  | { readonly kind: 'any' };

const TOKENS: readonly (readonly [pattern: RegExp, step: (match: RegExpExecArray) => Step])[] = [
  [/^\.\.(?:\*|[^\s.,[\]{}$@()'"]+)?/u, () => ({ kind: 'any' })],
  [/^\.\*/u, () => ({ kind: 'any' })],
  [
    /^\.((?:\\.|[^\s.,[\]{}$@()'"\\])+)/u,
    (match) => ({ kind: 'field', name: (match[1] ?? '').replace(/\\(.)/gu, '$1') }),
  ],
  [/^\['([^']+)'\]/u, (match) => ({ kind: 'field', name: match[1] ?? '' })],
  [/^\[(?:\*|-?\d+|-?\d*:-?\d*(?::-?\d+)?|\d+(?:,\d+)+)\]/u, () => ({ kind: 'element' })],
  [/^\[\?\((?:"[^"]*"|'[^']*'|[^"')])+\)\]/u, () => ({ kind: 'element' })],
];

/**
 * Reads a JSONPath as printer columns have it, by the syntax of client-go's jsonpath package.
 *
 * @param text starts with a dot: `.spec.ports[0].name`, `.status.conditions[?(@.type=="Ready")].status`
 * @returns its steps, or undefined where the API server could not evaluate it
 */
export function parseJsonPath(text: string): readonly JsonPathStep[] | undefined {
  const steps: JsonPathStep[] = [];
  let rest = text;
  while (rest !== '') {
    const next = nextStep(rest);
    if (next === undefined) return undefined;
    steps.push(next);
    rest = rest.slice(next.text.length);
  }
  return text.startsWith('.') ? steps : undefined;
}

function nextStep(text: string): JsonPathStep | undefined {
  for (const [pattern, step] of TOKENS) {
    const match = pattern.exec(text);
    if (match !== null) return { ...step(match), text: match[0] };
  }
  return undefined;
}
