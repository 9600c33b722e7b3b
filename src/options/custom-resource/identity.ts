import type { Violation } from '../../errors.ts';
import { kindOf } from '../../model/plural.ts';
import type { DescribedResource } from '../../model/source/described-resource.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';

/** What was given on the command line, as typed. */
export type GivenFlags = {
  readonly options: RawOptions;
  /** The positional argument PLURAL.GROUP. */
  readonly fullName: string | undefined;
  /** What the files of --from say; flags are stronger. */
  readonly described?: DescribedResource | undefined;
};

/** What a resource is, as far as it must be said; placeholders stand in for what is missing, to check the rest. */
export type ResourceIdentity = {
  readonly group: string;
  readonly kind: string;
  /** Undefined where it is to be guessed from the kind. */
  readonly plural: string | undefined;
  readonly violations: readonly Violation[];
  /** The flags that must be added, with values to start from: `--kind Crontab`. */
  readonly missing: readonly string[];
};

/**
 * Reads group, kind and plural, which come from flags or from the argument PLURAL.GROUP and must agree, or else from
 * the files of --from. Names of another kind are no names of this one.
 */
export function identityOf({ options, fullName, described }: GivenFlags): ResourceIdentity {
  const named = splitFullName(fullName);
  const group = textOf(options, 'group') ?? named.group ?? described?.group;
  const kind = textOf(options, 'kind') ?? described?.names.kind;
  const plural =
    textOf(options, 'plural') ??
    named.plural ??
    (kind === described?.names.kind ? described?.names.plural : undefined);
  const guess = plural === undefined || !/^[a-z]/u.test(plural) ? 'Example' : kindOf(plural);
  return {
    group: group ?? 'example.com',
    kind: kind ?? guess,
    plural,
    violations: [...missingViolations({ group, kind, guess }), ...disagreements(options, named)],
    missing: [
      ...(group === undefined ? ['--group', 'example.com'] : []),
      ...(kind === undefined ? ['--kind', guess] : []),
    ],
  };
}

type FullName = { readonly plural: string | undefined; readonly group: string | undefined };

/** @returns what PLURAL.GROUP says; each undefined where it is left out */
export function splitFullName(fullName = ''): FullName {
  if (fullName === '') return { plural: undefined, group: undefined };
  const [, plural, group] = /^([^.]*)(?:\.(.*))?$/su.exec(fullName) ?? [];
  return { plural, group };
}

function missingViolations({
  group,
  kind,
  guess,
}: {
  readonly group: string | undefined;
  readonly kind: string | undefined;
  readonly guess: string;
}): readonly Violation[] {
  const violations: Violation[] = [];
  if (group === undefined) {
    violations.push({
      path: '--group',
      message: 'the API group is missing',
      hint: 'a domain of yours: example.com',
    });
  }
  if (kind === undefined) {
    const hint = `where its words begin cannot be guessed: --kind ${guess}, or as in CronTab`;
    violations.push({ path: '--kind', message: 'the kind is missing', hint });
  }
  return violations;
}

function disagreements(options: RawOptions, named: FullName): readonly Violation[] {
  return (['plural', 'group'] as const).flatMap((key) => {
    const flag = textOf(options, key);
    return named[key] === undefined || flag === undefined || flag === named[key]
      ? []
      : [
          {
            path: `--${key}`,
            message: `the ${key} is '${flag}' here and '${named[key]}' in PLURAL.GROUP`,
            hint: 'keep one of them',
          },
        ];
  });
}
