const ALONE = new Set(['-q', '--quiet', '--no-color']);

/**
 * Flags that every command has may stand before it as well, as kubectl takes its own: `kx --no-color scaffold crd`.
 *
 * @param argv the arguments after `kx`
 * @returns the same with such flags behind the words of the command, where its parser looks for them
 */
export function moveLeadingFlags(argv: readonly string[]): readonly string[] {
  let count = 0;
  for (let flag = argv[0]; flag !== undefined; flag = argv[count]) {
    if (ALONE.has(flag) || flag.startsWith('--color=')) count += 1;
    else if (flag === '--color') count += 2;
    else break;
  }
  if (count === 0) return argv;
  const rest = argv.slice(count);
  const firstFlag = rest.findIndex((word) => word.startsWith('-'));
  const words = firstFlag === -1 ? rest.length : firstFlag;
  return [...rest.slice(0, words), ...argv.slice(0, count), ...rest.slice(words)];
}
