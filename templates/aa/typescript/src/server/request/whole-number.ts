const bounds = {
  ParseInt: { form: /^[+-]?\d+$/u, least: -(2n ** 63n), most: 2n ** 63n - 1n },
  ParseUint: { form: /^\d+$/u, least: 0n, most: 2n ** 64n - 1n },
} as const;

/**
 * What Go's strconv has against a text that is to be a whole number of 64 bits, in its words; undefined for nothing.
 */
export const wholeNumberProblem = (text: string, parser: keyof typeof bounds): string | undefined => {
  const { form, least, most } = bounds[parser];
  const said = `strconv.${parser}: parsing ${JSON.stringify(text)}`;
  if (!form.test(text)) return `${said}: invalid syntax`;
  const value = BigInt(text);
  return value < least || value > most ? `${said}: value out of range` : undefined;
};
