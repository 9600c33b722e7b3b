import { CelError } from '../values/cel-error.ts';
import { listOf, mapOf } from '../values/cel-list.ts';
import { opaqueType } from './opaque.ts';
import { type Library, on } from './overload.ts';
import { type ParsedUrl, parseUrl, urlProblem } from './parse-url.ts';

/*
 * The library url of Kubernetes (k8s.io/apiserver pkg/cel/library/urls.go).
 */

const urls = opaqueType<ParsedUrl>('kubernetes.URL', (url) => JSON.stringify(url));

const urlOf = (text: string): ParsedUrl => {
  const problem = urlProblem(text);
  if (problem !== undefined) throw new CelError(`URL parse error during conversion from string: ${problem}`);
  return parseUrl(text);
};

const queryOf = (query: string) => {
  const parameters = new URLSearchParams(query);
  return mapOf([...new Set(parameters.keys())].map((key) => [key, listOf(parameters.getAll(key))] as const));
};

/** Functions on URLs. */
export const urlFunctions: Library = {
  url: [on(['string'], (text) => urls.of(urlOf(text)))],
  isURL: [on(['string'], (text) => urlProblem(text) === undefined)],
  getScheme: [urls.on(({ scheme }) => scheme)],
  getHost: [urls.on(({ host }) => host)],
  getHostname: [urls.on(({ hostname }) => hostname)],
  getPort: [urls.on(({ port }) => port)],
  getEscapedPath: [urls.on(({ path }) => path)],
  getQuery: [urls.on(({ query }) => queryOf(query))],
};
