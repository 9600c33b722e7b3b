import type { Io } from '../../io.ts';
import { type Completion, NOTHING, plain } from './completion.ts';
import type { Flag } from './flag.ts';

type Wanted = {
  readonly flag: Flag;
  /** The value as far as it is typed, without `--flag=`. */
  readonly typed: string;
  /** Every flag before the cursor, with its values. */
  readonly given: ReadonlyMap<Flag, readonly string[]>;
  readonly io: Io;
};

type Completer = (wanted: Wanted) => Completion | Promise<Completion>;

/** What a value is, by the word that stands for it in --help. */
const BY_PLACEHOLDER: readonly (readonly [RegExp, Completer])[] = [
  [/\bfile\b/i, () => ({ candidates: [], next: 'files' })],
  [/\bdir(?:ectory)?\b/i, () => ({ candidates: [], next: 'directories' })],
  [/^boolean$/, () => ({ candidates: plain(['true', 'false']), next: '' })],
  [/^field$/, async ({ typed }) => (await import('./complete-field.ts')).completeField(typed)],
];

/** The flags whose values a kubeconfig names, with the list that holds them. */
const BY_NAME: Readonly<Record<string, 'clusters' | 'contexts' | 'users'>> = {
  '--cluster': 'clusters',
  '--context': 'contexts',
  '--user': 'users',
};

/** @returns what the value of a flag can be; not yet sorted out by what is typed */
export async function completeValue(wanted: Wanted): Promise<Completion> {
  const { choices, names, placeholder } = wanted.flag;
  if (choices.length > 0) return { candidates: plain(choices), next: '' };
  const list = BY_NAME[names.at(-1) ?? ''];
  if (list !== undefined) return await namesOfKubeconfig(list, wanted);
  const complete = BY_PLACEHOLDER.find(([pattern]) => pattern.test(placeholder))?.[1];
  return complete === undefined ? NOTHING : await complete(wanted);
}

async function namesOfKubeconfig(
  list: 'clusters' | 'contexts' | 'users',
  { given, io }: Wanted,
): Promise<Completion> {
  const { kubeconfigNames } = await import('./kubeconfig-names.ts');
  const typed = [...given].find(([{ names }]) => names.includes('--kubeconfig'))?.[1].at(-1);
  return { candidates: plain(await kubeconfigNames(list, typed, io)), next: '' };
}
