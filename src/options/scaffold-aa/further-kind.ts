import type { Problem } from '../../errors.ts';
import { nearestHint } from '../../model/nearest.ts';
import type { Understood } from '../custom-resource/parse-all.ts';
import type { RawOptions } from '../option.ts';
import { splitOutside } from '../split-outside.ts';

/** The settings of a further kind, by the flag that says the same of the first one. */
const SETTINGS = {
  plural: { key: 'plural', isList: false },
  singular: { key: 'singular', isList: false },
  scope: { key: 'scope', isList: false },
  short: { key: 'shortName', isList: true },
  category: { key: 'category', isList: true },
  field: { key: 'field', isList: true },
} as const;

type SettingName = keyof typeof SETTINGS;

/**
 * Reads one `--resource`: `KIND[,plural=…][,singular=…][,scope=Cluster][,short=…][,category=…][,field=…]`, the last three
 * as often as there are values. A comma within quotes, braces or brackets belongs to the value, as
 * `field=spec.size:int32=1{min=0,max=9}` has it.
 *
 * @returns the kind as its own flags would say it, and every violation; their path is the flag as typed
 */
export function parseFurtherKind(source: string): Understood<RawOptions> {
  const [kind = '', ...settings] = splitOutside(source, ',').map((part) => part.trim());
  const problems: Problem[] = kind === '' ? [{ message: 'a further kind needs a name, as Widget' }] : [];
  let options: RawOptions = { kind };
  for (const written of settings) {
    const read = readSetting(written, options);
    if ('message' in read) problems.push(read);
    else options = read.options;
  }
  const path = `--resource '${source}'`;
  return {
    value: kind === '' ? undefined : options,
    violations: problems.map((problem) => ({ path, ...problem })),
  };
}

function readSetting(written: string, options: RawOptions): { readonly options: RawOptions } | Problem {
  const [, name = '', equals = '', value = ''] = /^([^=]*)(=?)(.*)$/su.exec(written) ?? [];
  if (!isSetting(name)) {
    const names = Object.keys(SETTINGS);
    const hint = nearestHint(name, names) ?? `settings: ${names.join(', ')}`;
    return { message: `there is no setting '${name}' of a further kind`, hint };
  }
  if (equals === '' || value === '') return { message: `${name} needs a value: ${name}=…` };
  const { key, isList } = SETTINGS[name];
  const before = options[key];
  if (isList) return { options: { ...options, [key]: [...(Array.isArray(before) ? before : []), value] } };
  if (before !== undefined) return { message: `${name} is given twice` };
  return { options: { ...options, [key]: value } };
}

function isSetting(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}
