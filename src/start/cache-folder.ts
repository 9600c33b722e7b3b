import { isAbsolute, join } from 'node:path';

type Asked = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What compiled code fits; V8 itself takes that of a Node with other built-in functions, and then goes wrong. */
  readonly node: string;
  readonly arch: string;
  /** v8.cachedDataVersionTag: the flags of V8, and what the processor can do. */
  readonly tag: number;
  /** What the chunks were built from, all of them. */
  readonly build: string;
};

/**
 * @returns where compiled code is kept: below XDG_CACHE_HOME or ~/.cache (XDG Base Directory Specification); nowhere
 *   where neither is known, or where NODE_DISABLE_COMPILE_CACHE says so, as to Node's own cache
 */
export function cacheFolder({ env, node, arch, tag, build }: Asked): string | undefined {
  if ((env['NODE_DISABLE_COMPILE_CACHE'] ?? '') !== '') return undefined;
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  const named = env['XDG_CACHE_HOME'] ?? '';
  // A relative path is to be ignored, says the specification.
  const cache = isAbsolute(named) ? named : isAbsolute(home) ? join(home, '.cache') : undefined;
  return cache === undefined ? undefined : join(cache, 'kx', 'code', `${node}-${arch}-${tag}-${build}`);
}
