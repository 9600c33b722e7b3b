import { type Checked, invalid, valid } from '../../checked.ts';
import type { Problem } from '../../errors.ts';
import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';

/** An address for a certificate, and what to tell the user about it. */
export type CheckedAddress = { readonly address: IpAddress; readonly notes: readonly string[] };

/**
 * Checks the value of `--ip`: one plain IPv4 or IPv6 address. Brackets are taken off, IPv4-mapped addresses are
 * written as the IPv4 address that Go compares.
 */
export function checkIp(typed: string): Checked<CheckedAddress> {
  const bare = typed.replace(/^\[(.*)\]$/, '$1');
  const address = parseIpAddress(bare);
  if (address === undefined) return invalid([{ path: '--ip', ...problemOf(bare) }]);
  const isMapped = bare.includes(':') && address.octets.length === 4;
  const isUnspecified = address.octets.every((octet) => octet === 0);
  return valid({
    address,
    notes: [
      ...(isMapped ? [`${typed} is written as ${address.text}`] : []),
      ...(isUnspecified ? [`${address.text} is an address to listen on; no client connects to it`] : []),
    ],
  });
}

const PROBLEMS: readonly {
  readonly pattern: RegExp;
  readonly problem: (typed: string) => Problem;
}[] = [
  { pattern: /^$/, problem: () => ({ message: 'is empty' }) },
  {
    pattern: /\//,
    problem: (typed) => ({
      message: `'${typed}' is a range; a certificate holds single addresses`,
      hint: `write ${typed.replace(/\/.*$/, '')}`,
    }),
  },
  {
    pattern: /%/,
    problem: (typed) => ({
      message: `'${typed}' has a zone; a certificate holds addresses without`,
      hint: `write ${typed.replace(/%.*$/, '')}`,
    }),
  },
  {
    pattern: /^(?:\d+\.){3}\d+:\d+$|\]:\d+$/,
    problem: (typed) => ({ message: `'${typed}' has a port`, hint: `write ${typed.replace(/:\d+$/, '')}` }),
  },
  {
    pattern: /^\d+(?:\.\d+)*\.?$/,
    problem: (typed) => ({
      message: `'${typed}' is no IP address: it takes four numbers from 0 to 255 without leading zeros`,
    }),
  },
  {
    pattern: /^(?=.*[g-zG-Z])[a-zA-Z0-9.-]+$/,
    problem: (typed) => ({ message: `'${typed}' is no IP address`, hint: `for a name use --dns ${typed}` }),
  },
];

function problemOf(typed: string): Problem {
  const known = PROBLEMS.find(({ pattern }) => pattern.test(typed));
  return known?.problem(typed) ?? { message: `'${typed}' is no IP address` };
}
