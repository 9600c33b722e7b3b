import type { FileAnswers } from '../command-form.ts';
import type { ResourceInputs } from './resource-inputs.ts';

/** @returns the answers that the files of --from give where no flag does */
export function saidBySource({ described, resources, source }: ResourceInputs): FileAnswers {
  if (described === undefined) return { keys: [], source: '' };
  const { group, names, scope } = described;
  const own = { ...names, shortName: names.shortNames, category: names.categories, scope };
  const all = { group, ...(resources.length > 1 ? {} : own) };
  const keys = Object.entries(all).filter(([, value]) => value !== undefined);
  return { keys: keys.map(([key]) => key), source };
}
