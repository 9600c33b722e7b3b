import type { OptionGroup, OptionSpec } from '../option.ts';
import { longFlagOf } from '../option-name.ts';
import { SCAFFOLD_AA_OPTIONS } from '../scaffold-aa/options.ts';
import { SCAFFOLD_CRD_OPTIONS } from '../scaffold-crd/options.ts';
import { WRITE_OPTIONS } from '../write-options.ts';
import { isTaken } from './is-taken.ts';

/** What a flag does here that does something else where files are made. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  '--force': 'replace files that kx did not make where it renders one',
};

/** The flags of kx scaffold update: those of the commands that scaffold, each once. Their default is the record. */
export const SCAFFOLD_UPDATE_OPTIONS: readonly OptionGroup[] = unite([
  ...SCAFFOLD_CRD_OPTIONS,
  ...SCAFFOLD_AA_OPTIONS,
]);

function unite(groups: readonly OptionGroup[]): readonly OptionGroup[] {
  const seen = new Set<string>();
  const united = new Map<string, OptionGroup>();
  for (const { title, options } of groups) {
    const fresh = options.filter((spec) => isTaken(spec) && !seen.has(longFlagOf(spec))).map(ofUpdate);
    for (const spec of fresh) seen.add(longFlagOf(spec));
    united.set(title, { title, options: [...(united.get(title)?.options ?? []), ...fresh] });
  }
  const { title: last } = WRITE_OPTIONS;
  const all = [...united.values()];
  return [...all.filter(({ title }) => title !== last), ...all.filter(({ title }) => title === last)];
}

function ofUpdate({ defaultText: _, ...spec }: OptionSpec): OptionSpec {
  return { ...spec, description: DESCRIPTIONS[longFlagOf(spec)] ?? spec.description };
}
