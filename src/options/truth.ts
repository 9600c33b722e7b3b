const TRUTHS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => [text, true])),
  ...Object.fromEntries(['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text) => [text, false])),
};

/** @returns what a spelling means that Go's flags take for a truth value (strconv.ParseBool); undefined for another one */
export function truthOf(text: string): boolean | undefined {
  return TRUTHS[text];
}
