import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { KEY_TYPES, type KeyType } from '../../model/certificate/certificate-key-type.ts';
import { ROTATION_STAGES, type RotationStage } from '../../model/certificate/rotation.ts';
import { checkPassphraseFile } from '../certs-gen/authority.ts';
import { checkDays } from '../certs-gen/lifetime.ts';
import { DEFAULT_OUT } from '../certs-gen/options.ts';
import { checkDirectory } from '../certs-renew/directory.ts';
import { checkChoice } from '../choice.ts';
import type { RawOptions } from '../option.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { switchOf, textOf } from '../raw-value.ts';
import { type WriteAnswers, writeAnswers } from '../write-options.ts';

/** What is to be done: a stage, or the last one taken back; undefined where nothing was said. */
export type RotationWish = RotationStage | 'abort' | undefined;

/** Everything that the command line of kx certs rotate says, checked. */
export type CertsRotateAnswers = {
  /** As typed. */
  readonly directory: string;
  readonly wish: RotationWish;
  readonly keyType: KeyType | undefined;
  readonly caDays: number | undefined;
  readonly days: number | undefined;
  readonly passphraseFile: string | undefined;
  readonly write: WriteAnswers;
  readonly format: DocumentFormat | undefined;
  readonly quiet: boolean;
};

/**
 * @param now epoch milliseconds
 * @returns the answers, or every problem with the command line at once
 */
export function checkCertsRotate(
  args: readonly string[],
  options: RawOptions,
  now: number,
): Checked<CertsRotateAnswers> {
  const days = (path: string, key: string) =>
    checkDays({ path, typed: textOf(options, key), fallback: undefined, now });
  const checks = {
    directory: checkDirectory(args, DEFAULT_OUT),
    wish: checkWish(options),
    keyType: checkChoice({
      path: '--key',
      text: textOf(options, 'key'),
      allowed: KEY_TYPES,
      fallback: undefined,
    }),
    caDays: days('--ca-days', 'caDays'),
    days: days('--days', 'days'),
    passphraseFile: checkPassphraseFile(options),
    format: documentFormat(options),
  };
  const { directory, wish, keyType, caDays, passphraseFile, format } = checks;
  const violations = [...Object.values(checks).flatMap(violationsOf), ...useless(options, wish)];
  if (!directory.ok || !wish.ok || !keyType.ok || violations.length > 0) return invalid(violations);
  if (!caDays.ok || !checks.days.ok || !passphraseFile.ok || !format.ok) return invalid(violations);
  return valid({
    directory: directory.value,
    wish: wish.value,
    keyType: keyType.value,
    caDays: caDays.value,
    days: checks.days.value,
    passphraseFile: passphraseFile.value,
    write: writeAnswers(options),
    format: format.value,
    quiet: switchOf(options, 'quiet'),
  });
}

function checkWish(options: RawOptions): Checked<RotationWish> {
  const text = textOf(options, 'stage');
  const stage = checkChoice({ path: '--stage', text, allowed: ROTATION_STAGES, fallback: undefined });
  if (!switchOf(options, 'abort')) return stage;
  if (text === undefined) return valid('abort');
  return invalid([
    { path: '--abort', message: 'takes a stage back, and --stage does one: give one of them' },
  ]);
}

/** The stages that a flag says something to. */
const USES: Readonly<Record<string, { readonly path: string; readonly stages: readonly RotationWish[] }>> = {
  key: { path: '--key', stages: ['prepare', 'switch'] },
  caDays: { path: '--ca-days', stages: ['prepare'] },
  days: { path: '--days', stages: ['switch'] },
  passphraseFile: { path: '--passphrase-file', stages: ['prepare', 'switch'] },
};

function useless(options: RawOptions, wish: Checked<RotationWish>): readonly Violation[] {
  if (!wish.ok || wish.value === undefined) return [];
  const said = wish.value === 'abort' ? '--abort' : `--stage ${wish.value}`;
  return Object.entries(USES).flatMap(([key, { path, stages }]) => {
    if (textOf(options, key) === undefined || stages.includes(wish.value)) return [];
    const needs = stages.map((stage) => `--stage ${stage}`).join(' and ');
    return [{ path, message: `says nothing to ${said}`, hint: `it is for ${needs}` }];
  });
}
