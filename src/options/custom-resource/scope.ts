import { type Checked, invalid, valid } from '../../checked.ts';
import { type ResourceScope, resourceScopes } from '../../model/custom-resource.ts';
import { nearest } from '../../model/nearest.ts';

/** @returns the scope, or one violation with the nearest one; upper and lower case count, as on the API server */
export function parseScope(text: string): Checked<ResourceScope> {
  const scope = resourceScopes.find((name) => name === text);
  if (scope !== undefined) {
    return valid(scope);
  }
  const near = nearest(text, resourceScopes);
  const message = `must be ${resourceScopes.join(' or ')}, not "${text}"`;
  return invalid([
    { path: '--scope', message, ...(near === undefined ? {} : { hint: `did you mean ${near}?` }) },
  ]);
}
