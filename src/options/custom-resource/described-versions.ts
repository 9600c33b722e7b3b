import type { DescribedResource, DescribedVersion } from '../../model/source/described-resource.ts';
import { versionsOf, type WrittenVersion } from './version.ts';

/** A version: what flags or the source say of it, and what the source says is in it. */
export type NamedVersion = { readonly settings: WrittenVersion; readonly described?: DescribedVersion };

/**
 * Puts the versions of `--version` and those of a source together.
 *
 * Flags name the only version of an object or a schema anew. To a CRD, or to objects of several versions, they add
 * versions, with the schema of the one that is stored, or change the settings of those that are there.
 */
export function describedVersions(
  written: readonly WrittenVersion[],
  described: DescribedResource | undefined,
  defaultVersion: string,
): readonly NamedVersion[] {
  if (described === undefined) return versionsOf(written, defaultVersion).map((settings) => ({ settings }));
  const own = described.versions.map((version) => ({
    settings: settingsOf(version, defaultVersion),
    described: version,
  }));
  const copied = own.find(({ settings }) => settings.storage) ?? own[0];
  if (written.length === 0) return stored(own);
  const isComplete = own.length > 1 || described.versions.some(({ storage }) => storage !== undefined);
  if (!isComplete) {
    return versionsOf(written, defaultVersion).map((settings) => ({ ...copied, settings }));
  }
  const names = new Set(own.map(({ settings }) => settings.name));
  const isMoved = written.some(({ storage }) => storage);
  const changed = own.map((version) => {
    const anew = written.find(({ name }) => name === version.settings.name);
    const before = version.settings;
    const settings = anew === undefined ? before : { ...anew, storage: anew.storage || before.storage };
    const storage = isMoved ? anew?.storage === true : settings.storage;
    return { ...version, settings: { ...settings, storage } };
  });
  const added = written.filter(({ name }) => !names.has(name));
  return stored([...changed, ...added.map((settings) => ({ ...copied, settings }))]);
}

function settingsOf(version: DescribedVersion, defaultVersion: string): WrittenVersion {
  const { name = defaultVersion, served = true, storage = false, deprecated = false } = version;
  const { deprecationWarning } = version;
  const settings = { name, served, storage, deprecated };
  return deprecationWarning === undefined ? settings : { ...settings, deprecationWarning };
}

/** The first is stored where none says so. */
function stored(versions: readonly NamedVersion[]): readonly NamedVersion[] {
  if (versions.some(({ settings }) => settings.storage)) return versions;
  return versions.map((version, index) => ({
    ...version,
    settings: { ...version.settings, storage: index === 0 },
  }));
}
