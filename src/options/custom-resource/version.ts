import type { Problem } from '../../errors.ts';
import { nearestHint } from '../../model/nearest.ts';
import type { Understood } from './parse-all.ts';

/** One `--version` as written; whether it is stored is decided among all of them. */
export type WrittenVersion = {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated: boolean;
  readonly deprecationWarning?: string;
};

const SETTINGS = ['served', 'storage', 'deprecated'];
const SETTING = /^,([^=,]*)(?:=("(?:[^"\\]|\\.)*"|[^,]*))?/su;

/**
 * Reads one `--version`: `NAME[,served=false][,storage][,deprecated[="warning"]]`.
 *
 * @returns the version as far as it was understood, and every violation; their path is the flag as typed
 */
export function parseVersion(source: string): Understood<WrittenVersion> {
  const name = /^[^,]*/u.exec(source)?.[0] ?? '';
  const problems: Problem[] = name === '' ? [{ message: 'a version needs a name, as v1' }] : [];
  let version: WrittenVersion = { name, served: true, storage: false, deprecated: false };
  const seen = new Set<string>();
  for (let rest = source.slice(name.length); rest !== ''; ) {
    const [whole = rest, written = '', value] = SETTING.exec(rest) ?? [];
    const key = written.trim();
    const change = seen.has(key) ? { message: `${key} is given twice` } : parseSetting(key, value);
    if ('message' in change) {
      problems.push(change);
    } else {
      version = { ...version, ...change };
    }
    seen.add(key);
    rest = rest.slice(whole.length);
  }
  const path = `--version '${source}'`;
  return {
    value: name === '' ? undefined : version,
    violations: problems.map((problem) => ({ path, ...problem })),
  };
}

type Setting = Partial<WrittenVersion> | Problem;

function parseSetting(key: string, value: string | undefined): Setting {
  if (key === 'served' || key === 'storage') return parseSwitch(key, value);
  if (key === 'deprecated') return parseDeprecated(value);
  return {
    message: `there is no setting '${key}' of a version`,
    hint:
      nearestHint(key, SETTINGS) ??
      `settings: ${SETTINGS.join(', ')}; a warning with a comma is in JSON quotes`,
  };
}

function parseSwitch(key: 'served' | 'storage', value: string | undefined): Setting {
  return value === undefined || value === 'true' || value === 'false'
    ? { [key]: value !== 'false' }
    : { message: `${key} must be true or false, not '${value}'` };
}

/** A shell takes the quotes of `deprecated="gone soon"` away, so bare text is a warning as well. */
function parseDeprecated(value: string | undefined): Setting {
  if (value === undefined) return { deprecated: true };
  if (!value.startsWith('"')) return { deprecated: true, deprecationWarning: value };
  try {
    const warning: unknown = JSON.parse(value);
    return { deprecated: true, deprecationWarning: String(warning) };
  } catch {
    return { message: `${value} is no JSON string` };
  }
}

/**
 * Decides which version is stored: the one that says so, or else the first. Two that say so stay as they are for the
 * check of the model.
 *
 * @param written in the order given; none gives the default version
 */
export function versionsOf(
  written: readonly WrittenVersion[],
  defaultVersion: string,
): readonly WrittenVersion[] {
  const versions =
    written.length === 0
      ? [{ name: defaultVersion, served: true, storage: true, deprecated: false }]
      : written;
  return versions.some(({ storage }) => storage)
    ? versions
    : versions.map((version, index) => ({ ...version, storage: index === 0 }));
}
