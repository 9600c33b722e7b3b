/** One clause of an Accept header: media type, its parameters in lower case names, and its weight. */
export type AcceptClause = {
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly weight: number;
};

/**
 * Reads an Accept header into its clauses, the most wanted first (RFC 9110 section 12.5.1); equal ones keep their
 * order. No header accepts everything.
 */
export const parseAccept = (header: string | undefined): readonly AcceptClause[] =>
  (header === undefined || header.trim() === '' ? '*/*' : header)
    .split(',')
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
    .map(readClause)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);

const readClause = (clause: string): AcceptClause => {
  const [type = '', ...parts] = clause.split(';').map((part) => part.trim());
  const { q, ...parameters } = Object.fromEntries(parts.filter((part) => part !== '').map(readParameter));
  const weight = q === undefined ? 1 : Number(q);
  return { type: type.toLowerCase(), parameters, weight: Number.isNaN(weight) ? 0 : weight };
};

const readParameter = (part: string): [string, string] => {
  const split = part.indexOf('=');
  if (split < 0) return [part.toLowerCase(), ''];
  return [
    part.slice(0, split).trim().toLowerCase(),
    part
      .slice(split + 1)
      .trim()
      .replaceAll('"', ''),
  ];
};
