/**
 * @param kind CamelCase: `HTTPRoute`, `CronTab`
 * @returns the same in kebab-case, as file names have it: `http-route`, `cron-tab`
 */
export function kebabCase(kind: string): string {
  return kind
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

/**
 * @param kind CamelCase: `HTTPRoute`, `Class`
 * @returns a TypeScript identifier that can be no reserved word: `httpRouteKind`, `classKind`
 */
export function kindConstant(kind: string): string {
  const [first = '', ...rest] = kebabCase(kind)
    .split('-')
    .filter((word) => word !== '');
  return `${[first, ...rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('')}Kind`;
}
