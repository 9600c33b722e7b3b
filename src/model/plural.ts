/** Endings whose plural no rule gives, lower case; the longest that fits wins. */
const IRREGULAR: Readonly<Record<string, string>> = {
  aircraft: 'aircraft',
  analysis: 'analyses',
  appendix: 'appendices',
  axis: 'axes',
  bacterium: 'bacteria',
  basis: 'bases',
  child: 'children',
  crisis: 'crises',
  criterion: 'criteria',
  data: 'data',
  datum: 'data',
  deer: 'deer',
  diagnosis: 'diagnoses',
  echo: 'echoes',
  endpoints: 'endpoints',
  equipment: 'equipment',
  fish: 'fish',
  foot: 'feet',
  goose: 'geese',
  half: 'halves',
  hero: 'heroes',
  hypothesis: 'hypotheses',
  index: 'indices',
  information: 'information',
  knife: 'knives',
  leaf: 'leaves',
  life: 'lives',
  man: 'men',
  matrix: 'matrices',
  medium: 'media',
  metadata: 'metadata',
  metrics: 'metrics',
  money: 'money',
  mouse: 'mice',
  news: 'news',
  ox: 'oxen',
  parenthesis: 'parentheses',
  person: 'people',
  phenomenon: 'phenomena',
  potato: 'potatoes',
  quiz: 'quizzes',
  schema: 'schemas',
  self: 'selves',
  series: 'series',
  sheep: 'sheep',
  shelf: 'shelves',
  species: 'species',
  synopsis: 'synopses',
  synthesis: 'syntheses',
  thesis: 'theses',
  thief: 'thieves',
  tomato: 'tomatoes',
  tooth: 'teeth',
  vertex: 'vertices',
  veto: 'vetoes',
  wife: 'wives',
  wolf: 'wolves',
  woman: 'women',
};

const RULES: readonly (readonly [ending: RegExp, replacement: string])[] = [
  [/([^aeiou])y$/u, '$1ies'],
  [/(s|x|z|ch|sh)$/u, '$1es'],
  [/$/u, 's'],
];

/**
 * Guesses the plural of a kind in lower case, as kubebuilder does: `CronTab` gives `crontabs`, `BackupPolicy` gives
 * `backuppolicies`. Only the last word of the kind is put into the plural.
 *
 * kubectl's own guess (apimachinery, UnsafeGuessKindToResource) differs for vowels before a y and after x, z, ch, sh,
 * where it writes `gatewaies` and `boxs`.
 */
export function pluralOf(kind: string): string {
  const whole = kind.toLowerCase();
  const lastWord = (/[A-Z]?[^A-Z]*$/u.exec(kind)?.[0] ?? kind).toLowerCase();
  const special = Object.hasOwn(IRREGULAR, lastWord) ? IRREGULAR[lastWord] : undefined;
  if (special !== undefined) return whole.slice(0, whole.length - lastWord.length) + special;
  const rule = RULES.find(([ending]) => ending.test(whole));
  return rule === undefined ? whole : whole.replace(...rule);
}

/**
 * Guesses a kind from its plural, for a command to paste: `crontabs` gives `Crontab`; where the words of a kind
 * begin cannot be known.
 */
export function kindOf(plural: string): string {
  const special = Object.entries(IRREGULAR).find(([, many]) => many === plural)?.[0];
  const singular =
    special ??
    plural
      .replace(/ies$/u, 'y')
      .replace(/(ss|x|z|ch|sh)es$/u, '$1')
      .replace(/([^s])s$/u, '$1');
  return singular
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
