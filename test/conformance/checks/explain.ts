import { FIXTURE } from '../fixture.ts';
import type { Means } from '../means.ts';
import type { Trial } from '../trial.ts';

const { group, version, kind, plural } = FIXTURE;

type Kubectl = Means['kubectls'][number];

/** What explain is asked, and what it has to print: the fields, what is said of them, and their enums. */
const EXPLAINED: readonly (readonly [args: readonly string[], printed: readonly RegExp[]])[] = [
  [
    [plural],
    [
      new RegExp(`^GROUP: +${group}\nKIND: +${kind}\nVERSION: +${version}\n`),
      /\n +spec\t<Object>\n/,
      /\n +metadata\t<ObjectMeta>\n/,
    ],
  ],
  [
    [`${plural}.spec`, '--recursive'],
    [
      /\n +size\t<integer>\n/,
      /\n +ports\t<\[\]Object>\n {4}name\t<string> -required-\n {4}port\t<integer>\n/,
      /\n +limits\t<map\[string\]string>\n/,
    ],
  ],
];

/** What these kubectls do not print yet. */
const BEFORE_ENUMS: readonly string[] = ['1.27', '1.28', '1.29'];

const MORE: typeof EXPLAINED = [
  [[`${plural}.spec.size`], [/\n +how large it is\n/]],
  [[`${plural}.spec.colour`], [/\nENUM:\n +red\n +green\n +blue\n/]],
  [
    [plural, '--output=plaintext-openapiv2', `--api-version=${group}/${version}`],
    [new RegExp(`^KIND: +${kind}\nVERSION: +${group}/${version}\n`), /\n +spec\t<Object>\n/],
  ],
];

/**
 * Runs a kubectl and compares what it prints.
 *
 * @param isWhole whether to ask for everything, and not for what each version prints in its own way alone
 * @throws Mismatch
 */
export async function explainedBy(
  { version: minor, run }: Kubectl,
  trial: Trial,
  isWhole: boolean,
): Promise<void> {
  const more = MORE.filter(([[path]]) => !path?.endsWith('colour') || !BEFORE_ENUMS.includes(minor));
  for (const [args, printed] of [...EXPLAINED, ...(isWhole ? more : [])]) {
    const { exitCode, stdout, stderr } = await run(['explain', ...args]);
    const said = `kubectl ${minor} explain ${args.join(' ')} exits with ${exitCode} and prints ${stdout}${stderr}`;
    trial.holds(exitCode === 0, said);
    for (const pattern of printed) trial.holds(pattern.test(stdout), `${said}, without ${pattern}`);
  }
}
