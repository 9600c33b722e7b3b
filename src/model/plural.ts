import { IRREGULAR_NOUNS, OTHER_PLURALS, PLURAL_ENDINGS } from './irregular-nouns.ts';

type Noun = { readonly singular: string; readonly plural: string; readonly isWhole: boolean };

const NOUNS: readonly Noun[] = IRREGULAR_NOUNS.map(nounOf);
const ENDINGS: readonly Noun[] = [
  ...NOUNS.filter(({ isWhole }) => !isWhole).reverse(),
  ...PLURAL_ENDINGS.map(nounOf),
];
const PLURALS: ReadonlySet<string> = new Set([...NOUNS.map(({ plural }) => plural), ...OTHER_PLURALS]);

/** Kinds for which kubebuilder's own guess is no name that the API server takes, or no word. */
const UNGUESSED: Readonly<Record<string, string>> = { dns: 'dnses', y: 'ys' };

/**
 * Guesses the plural of a kind in lower case, as kubebuilder does: `CronTab` gives `crontabs`, `BackupPolicy` gives
 * `backuppolicies`, `Settings` stays.
 *
 * kubectl's own guess (apimachinery, UnsafeGuessKindToResource) differs for vowels before a y, irregular nouns and
 * after x, z, ch, sh, where it writes `gatewaies`, `mouses` and `boxs`.
 *
 * @see https://github.com/gobuffalo/flect, which kubebuilder asks for the plural of the whole kind in lower case
 */
export function pluralOf(kind: string): string {
  const word = kind.toLowerCase();
  if (Object.hasOwn(UNGUESSED, word)) return UNGUESSED[word] ?? word;
  const noun = NOUNS.find(({ singular }) => singular === word);
  if (noun !== undefined) return noun.plural;
  if (PLURALS.has(word)) return word;
  for (const { singular, plural } of ENDINGS) {
    if (word.endsWith(plural)) return word;
    if (word.endsWith(singular)) return word.slice(0, -singular.length) + plural;
  }
  return word.endsWith('s') ? word : `${word}s`;
}

/**
 * Guesses a kind from its plural, for a command to paste: `crontabs` gives `Crontab`; where the words of a kind
 * begin cannot be known.
 */
export function kindOf(plural: string): string {
  const singular =
    NOUNS.find((noun) => noun.plural === plural)?.singular ??
    plural
      .replace(/ies$/u, 'y')
      .replace(/(ss|x|z|ch|sh)es$/u, '$1')
      .replace(/([^s])s$/u, '$1');
  return singular
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function nounOf(text: string): Noun {
  const [singular = '', plural = singular] = text.replace(/^=/u, '').split('/');
  return { singular, plural, isWhole: text.startsWith('=') };
}
