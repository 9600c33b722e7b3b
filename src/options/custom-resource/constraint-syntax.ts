/** One constraint as written: `min=0` has the value `0`, `nullable` none, `enum=a|b` two. */
export type WrittenConstraint = { readonly key: string; readonly values: readonly string[] };

/** The constraints that were understood, and a sentence for each that was not. */
type Constraints = {
  readonly constraints: readonly WrittenConstraint[];
  readonly problems: readonly string[];
};

const QUOTED_TEXT = /^"(?:[^"\\]|\\.)*"/su;

/**
 * Reads what stands between the braces of a field: `KEY[=VALUE]`, joined by commas. A value with a comma, brace or
 * blank is in JSON quotes; the values of `enum` are joined by bars, each perhaps in quotes.
 */
export function parseConstraints(text: string): Constraints {
  const constraints: WrittenConstraint[] = [];
  const problems: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const key = /^[^=,\s]*/u.exec(rest)?.[0] ?? '';
    const read = readValues(rest.slice(key.length), key === 'enum');
    if ('problem' in read) return { constraints, problems: [...problems, `${key}: ${read.problem}`] };
    if (key === '') {
      problems.push('there is a constraint without a name; they are joined by single commas');
    } else {
      constraints.push({ key, values: read.values });
    }
    rest = read.rest;
  }
  return { constraints, problems };
}

type Values = { readonly values: readonly string[]; readonly rest: string } | { readonly problem: string };

/** Reads `=VALUE` if it comes next, and the comma behind it. */
function readValues(text: string, several: boolean): Values {
  const values: string[] = [];
  let rest = text;
  while (rest.startsWith(values.length === 0 ? '=' : '|')) {
    const value = readValue(rest.slice(1), several);
    if ('problem' in value) return value;
    values.push(value.text);
    rest = value.rest;
    if (!several) break;
  }
  const after = rest.trimStart();
  if (after !== '' && !after.startsWith(',')) {
    return {
      problem: `'${after}' is not expected; put a value with a comma, brace, bar or blank in JSON quotes`,
    };
  }
  return { values, rest: after.slice(1).trimStart() };
}

function readValue(
  text: string,
  several: boolean,
): { readonly text: string; readonly rest: string } | { readonly problem: string } {
  if (!text.startsWith('"')) {
    const plain = (several ? /^[^,{}\s|]*/u : /^[^,{}\s]*/u).exec(text)?.[0] ?? '';
    return { text: plain, rest: text.slice(plain.length) };
  }
  const quoted = QUOTED_TEXT.exec(text)?.[0];
  const value = quoted === undefined ? undefined : unquote(quoted);
  return quoted === undefined || value === undefined
    ? { problem: `${text} is no JSON string; a backslash in it is written \\\\` }
    : { text: value, rest: text.slice(quoted.length) };
}

function unquote(quoted: string): string | undefined {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
