/** One instruction: `COPY`, and its words. Those in the form of JSON are its texts. */
type Instruction = { readonly name: string; readonly words: readonly string[] };

/** What stands between one FROM and the next. */
export type Stage = {
  readonly image: string;
  /** What later stages call it. */
  readonly name: string;
  readonly instructions: readonly Instruction[];
};

/** Reads a Containerfile of one instruction a line. @throws Error for a line that is none */
export function parseContainerFile(text: string): readonly Stage[] {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#|$)/.test(line));
  const instructions = lines.map(parseInstruction);
  const starts = instructions.flatMap(({ name }, index) => (name === 'FROM' ? [index] : []));
  return starts.map((start, index) => {
    const [image = '', , name = ''] = instructions[start]?.words ?? [];
    return { image, name, instructions: instructions.slice(start + 1, starts[index + 1]) };
  });
}

function parseInstruction(line: string): Instruction {
  const [, name = '', rest = ''] = /^([A-Z]+) (.+[^\\])$/.exec(line) ?? [];
  if (name === '') throw new Error(`no instruction: ${line}`);
  const words: readonly string[] = rest.startsWith('[') ? JSON.parse(rest) : rest.split(/\s+/);
  return { name, words };
}

/** @returns whether a file of the build context, by its path, goes to the builder: the last pattern decides */
export function isSent(path: string, ignoreFile: string): boolean {
  const patterns = ignoreFile.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return patterns.reduce((sent, pattern) => {
    const wanted = pattern.replace(/^!/, '');
    const isMeant = wanted === '*' || path === wanted || path.startsWith(`${wanted}/`);
    return isMeant ? pattern.startsWith('!') : sent;
  }, true);
}
