import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import {
  AA_LANGUAGES,
  type AaLanguage,
  type AaLibrary,
  type AaStorage,
  librariesOf,
  traitsOf,
} from '../../model/aa-library.ts';
import { checkChoice } from '../choice.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';

/** What a server is written on, and where it keeps objects. */
type Platform = { readonly library: AaLibrary; readonly storage: AaStorage };

/** Every store of any library. */
export const AA_STORAGES: readonly AaStorage[] = [
  ...new Set(librariesOf().flatMap((library) => traitsOf(library).storages)),
];

/** @returns library and store, of which each that is not said follows from what is; or every violation */
export function checkPlatform(options: RawOptions): Checked<Platform> {
  const text = textOf(options, 'language');
  const language = checkChoice({ path: '--language', text, allowed: AA_LANGUAGES, fallback: undefined });
  const library = language.ok ? checkLibrary(options, language.value) : language;
  const storage = checkStorage(options, library.ok ? library.value : undefined);
  const violations = [...violationsOf(library), ...violationsOf(storage)];
  if (!library.ok || !storage.ok) return invalid(violations);
  return valid({ library: library.value, storage: storage.value });
}

/** @returns the library, or that of a server that nothing is said of, where what is said cannot be */
export function libraryOf(options: RawOptions): AaLibrary {
  const platform = checkPlatform(options);
  return platform.ok ? platform.value.library : 'native';
}

function checkLibrary(options: RawOptions, language: AaLanguage | undefined): Checked<AaLibrary> {
  const text = textOf(options, 'library');
  const [fallback = 'native'] = librariesOf(language);
  const library = checkChoice({ path: '--library', text, allowed: librariesOf(), fallback });
  if (!library.ok || language === undefined || traitsOf(library.value).language === language) return library;
  const message = `${library.value} is written in ${traitsOf(library.value).language}, and --language says ${language}`;
  const hint = `libraries of ${language}: ${librariesOf(language).join(', ')}`;
  return invalid([{ path: '--library', message, hint }]);
}

function checkStorage(options: RawOptions, library: AaLibrary | undefined): Checked<AaStorage> {
  const text = textOf(options, 'storage');
  const storages = library === undefined ? AA_STORAGES : traitsOf(library).storages;
  const [fallback = 'memory'] = storages;
  const storage = checkChoice({ path: '--storage', text, allowed: AA_STORAGES, fallback });
  if (!storage.ok || storages.includes(storage.value)) return storage;
  const message = `${storage.value} is not among the stores of ${library}: ${storages.join(', ')}`;
  return invalid([{ path: '--storage', message }]);
}
