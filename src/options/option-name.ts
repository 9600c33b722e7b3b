import type { OptionSpec } from './option.ts';

/** @returns the long name of a flag with its dashes: `--short-name` */
export function longFlagOf({ flags }: Pick<OptionSpec, 'flags'>): string {
  return /--[\w-]+/u.exec(flags)?.[0] ?? '';
}

/** @returns its key among raw options, as commander makes it: `shortName`; `certs` for `--no-certs` too */
export function rawKeyOf(spec: Pick<OptionSpec, 'flags'>): string {
  return longFlagOf(spec)
    .replace(/^--(?:no-)?/u, '')
    .replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
}

/** @returns whether a value follows the flag */
export function takesValue({ flags }: Pick<OptionSpec, 'flags'>): boolean {
  return flags.includes('<');
}
