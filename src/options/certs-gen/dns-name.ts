import { type Checked, invalid, valid } from '../../checked.ts';
import type { Problem } from '../../errors.ts';
import { parseIpAddress } from '../../model/ip-address.ts';
import { nameOfCharacter } from '../../model/name-of-character.ts';

/** A name for a certificate, and what to tell the user about it. */
export type CheckedName = { readonly name: string; readonly notes: readonly string[] };

/** What is taken besides the names that hosts have (RFC 1123). */
export type NameRules = { readonly allowsUnderscore: boolean };

const HOST_NAMES: NameRules = { allowsUnderscore: false };

/**
 * Checks a DNS name for a subject alternative name: what Go, OpenSSL and Node all match, and nothing that only some
 * of them take. Lower-cases it, and writes an international name in ASCII (RFC 5891), which certificates want.
 *
 * @param path the flag as typed
 */
export function checkDnsName(
  path: string,
  typed: string,
  rules: NameRules = HOST_NAMES,
): Checked<CheckedName> {
  const problem = shapeProblem(typed) ?? characterProblem(typed, typed, rules);
  if (problem !== undefined) return invalid([{ path, ...problem }]);
  const name = toAscii(typed);
  if (name === undefined) {
    return invalid([{ path, message: `'${typed}' is no DNS name, and cannot be written as one (IDNA)` }]);
  }
  // IDNA maps ⑴, which is a number to Unicode, to (1).
  const labels =
    characterProblem(typed, name, rules) ?? labelsProblem(typed, name) ?? wildcardProblem(typed, name);
  if (labels !== undefined) return invalid([{ path, ...labels }]);
  return valid({ name, notes: notesOn(typed, name) });
}

const SHAPES: readonly {
  readonly pattern: RegExp;
  readonly problem: (typed: string) => Problem;
}[] = [
  { pattern: /^$/, problem: () => ({ message: 'is empty' }) },
  {
    pattern: /:\/\//,
    problem: (typed) => ({ message: `'${typed}' is a URL`, hint: 'give the host name alone' }),
  },
  {
    pattern: /\//,
    problem: (typed) => ({
      message: `'${typed}' has a path or a prefix length`,
      hint: 'give the name alone',
    }),
  },
  {
    pattern: /[\p{Cc}\p{Z}]/u,
    problem: (typed) => ({
      message: `'${typed.replace(/\p{Cc}/gu, '?')}' has ${nameOfCharacter(/[\p{Cc}\p{Z}]/u.exec(typed)?.[0] ?? '')}, which no DNS name has`,
    }),
  },
  {
    pattern: /^[^:]+:\d+$/,
    problem: (typed) => ({
      message: `'${typed}' has a port`,
      hint: `remove it: ${typed.replace(/:\d+$/, '')}`,
    }),
  },
  {
    pattern: /\.$/,
    problem: (typed) => ({
      message: `'${typed}' ends with a dot, which Go and OpenSSL never match`,
      hint: `write ${typed.replace(/\.+$/, '')}`,
    }),
  },
  {
    pattern: /^\.|\.\./,
    problem: (typed) => ({ message: `'${typed}' has an empty label between its dots` }),
  },
];

function shapeProblem(typed: string): Problem | undefined {
  const address = parseIpAddress(typed.replace(/^\[(.*)\]$/, '$1'));
  if (address !== undefined) {
    return { message: `'${typed}' is an IP address, not a name`, hint: `use --ip ${address.text}` };
  }
  return SHAPES.find(({ pattern }) => pattern.test(typed))?.problem(typed);
}

/** To be written in ASCII the name is read as a part of a URL, where `@ \ ? #` would end it or begin it anew. */
function characterProblem(typed: string, name: string, rules: NameRules): Problem | undefined {
  const characters = name.match(/[^\p{L}\p{M}\p{N}.*-]/gu) ?? [];
  const character = characters.find((found) => found !== '_' || !rules.allowsUnderscore);
  if (character === undefined) return undefined;
  if (characters.every((found) => found === '_')) {
    const hint = 'verifiers match it all the same: --allow-underscore';
    return { message: `'${typed}' has '_', which no host name has`, hint };
  }
  return { message: `'${typed}' has ${nameOfCharacter(character)}, which no host name has` };
}

function toAscii(typed: string): string | undefined {
  if (/^[\x21-\x7e]*$/.test(typed)) return typed.toLowerCase();
  const url = `http://${typed}/`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function labelsProblem(typed: string, name: string): Problem | undefined {
  if (name.length > 253) return { message: `the name has ${name.length} characters; 253 are allowed` };
  if (/(?:^|\.)\d+$/.test(name)) {
    return {
      message: `'${typed}' ends in a number, as an IP address does, but is none`,
      hint: 'check its numbers',
    };
  }
  const labels = name.split('.').slice(name.startsWith('*.') ? 1 : 0);
  return labels.map((label) => labelProblem(typed, label)).find((problem) => problem !== undefined);
}

function labelProblem(typed: string, label: string): Problem | undefined {
  if (label.startsWith('-') || label.endsWith('-')) {
    return { message: `'${typed}' has the label '${label}', which starts or ends with '-'` };
  }
  if (label.length > 63) {
    return { message: `'${typed}' has a label of ${label.length} characters; 63 are allowed` };
  }
  return undefined;
}

/** Go takes a wildcard as the whole first label only; `*.svc` would stand for every namespace (RFC 6125, 6.4.3). */
function wildcardProblem(typed: string, name: string): Problem | undefined {
  if (!name.includes('*')) return undefined;
  if (!/^\*\.[^*]+$/.test(name)) {
    return { message: `'${typed}' has a '*' that is not the whole first label; Go never matches it` };
  }
  if (name.split('.').length < 3) {
    return {
      message: `'${typed}' is too wide`,
      hint: "give at least two labels after '*.': *.my-namespace.svc",
    };
  }
  return undefined;
}

function notesOn(typed: string, name: string): readonly string[] {
  const converted = name === typed.toLowerCase() ? [] : [`${typed} is written as ${name}`];
  const wildcard = name.startsWith('*.')
    ? [`${name} covers one level only: a${name.slice(1)}, not a.b${name.slice(1)}`]
    : [];
  return [...converted, ...wildcard];
}
