import { BlockList, isIP } from 'node:net';

/** A host and a port that a proxy may stand before. */
export type Destination = { readonly host: string; readonly port: string };

/**
 * Tells whether NO_PROXY takes a destination out (golang.org/x/net/http/httpproxy, Config.NoProxy): an address, a CIDR
 * block, a domain with its subdomains, `.domain` for the subdomains alone, each but the block with an optional port, or
 * `*`. What is none of these is ignored.
 *
 * @param rules separated by commas
 */
export function isTakenOut(destination: Destination, rules: string): boolean {
  return rules
    .split(',')
    .map((rule) => rule.trim().toLowerCase())
    .some((rule) => rule !== '' && matches(rule, destination));
}

/** @returns whether the host is this machine, which no proxy of the environment stands before */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || inBlock(host, '127.0.0.0', 8) || inBlock(host, '::1', 128);
}

function matches(rule: string, { host, port }: Destination): boolean {
  if (rule === '*') return true;
  const block = /^([^/]+)\/(\d{1,3})$/.exec(rule);
  if (block !== null) return inBlock(host, block[1] ?? '', Number(block[2]));
  const [ruleHost, rulePort] = split(rule);
  if (ruleHost === '' || (rulePort !== '' && rulePort !== port)) return false;
  if (isIP(ruleHost) !== 0) return inBlock(host, ruleHost, isIP(ruleHost) === 4 ? 32 : 128);
  return isIP(host) === 0 && isWithin(host.toLowerCase(), ruleHost.replace(/^\*\./, '.'));
}

function split(rule: string): readonly [host: string, port: string] {
  const parts = /^\[(.*)\]:(.*)$/.exec(rule) ?? /^([^:]*):([^:]*)$/.exec(rule);
  return parts === null ? [rule, ''] : [parts[1] ?? '', parts[2] ?? ''];
}

function isWithin(host: string, domain: string): boolean {
  if (domain.startsWith('.')) return host.endsWith(domain);
  return host === domain || host.endsWith(`.${domain}`);
}

function inBlock(host: string, address: string, prefix: number): boolean {
  const family = isIP(address);
  if (isIP(host) === 0 || family === 0 || prefix > (family === 4 ? 32 : 128)) return false;
  const block = new BlockList();
  block.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6');
  return block.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
}
