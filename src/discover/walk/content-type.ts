/** A Content-Type taken apart. */
export type ContentType = {
  /** In lower case: `application/json`. */
  readonly type: string;
  /** Names in lower case, values without their quotes. */
  readonly parameters: ReadonlyMap<string, string>;
};

const TYPE = /^\s*([!#$%&'*+\-.^_`|~\w]+(?:\/[!#$%&'*+\-.^_`|~\w]+)?)\s*(?:;|$)/;
const PARAMETER = /^\s*([!#$%&'*+\-.^_`|~\w]+)\s*=\s*("(?:[^"\\]|\\.)*"|[!#$%&'*+\-.^_`|~\w]+)\s*$/;

/**
 * Reads a Content-Type as Go's mime.ParseMediaType does.
 *
 * @returns undefined where it is malformed, with which client-go refuses an answer (rest/request.go transformResponse)
 */
export function parseContentType(text: string): ContentType | undefined {
  const type = TYPE.exec(text)?.[1];
  if (type === undefined) return undefined;
  const [, ...rest] = text.match(/(?:"(?:[^"\\]|\\.)*"|[^;"])+/g) ?? [];
  const pairs = rest.filter((part) => part.trim() !== '').map((part) => PARAMETER.exec(part));
  const parameters = new Map<string, string>();
  for (const pair of pairs) {
    const [, name = '', value = ''] = pair ?? [];
    const plain = value.replace(/^"(.*)"$/s, '$1').replaceAll(/\\(.)/gs, '$1');
    const known = parameters.get(name.toLowerCase());
    if (pair === null || (known !== undefined && known !== plain)) return undefined;
    parameters.set(name.toLowerCase(), plain);
  }
  return { type: type.toLowerCase(), parameters };
}
