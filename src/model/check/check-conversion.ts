import type { Violation } from '../../errors.ts';
import type { ConversionService, ConversionWebhook } from '../conversion.ts';
import { label1035Problem, label1123Problem, subdomain1123Problem } from '../dns-name.ts';

const URL_FORM = 'desired format: https://host[/path]';

/**
 * Checks the webhook that converts between versions.
 *
 * @returns violations at `conversion.service.name`, `conversion.url`, `conversion.reviewVersions` and the like
 * @see validateCustomResourceConversion of k8s.io/apiextensions-apiserver
 */
export function checkConversion(conversion: ConversionWebhook | undefined): readonly Violation[] {
  if (conversion === undefined) return [];
  const { client, reviewVersions } = conversion;
  return [
    ...('url' in client ? urlViolations(client.url) : serviceViolations(client.service)),
    ...reviewVersionViolations(reviewVersions),
  ];
}

function serviceViolations(service: ConversionService): readonly Violation[] {
  const { name, namespace, port, path } = service;
  const problems: readonly (readonly [key: string, problem: string | undefined])[] = [
    ['name', named('service', name, label1035Problem(name))],
    ['namespace', named('namespace', namespace, label1123Problem(namespace))],
    ['port', portProblem(port)],
    ['path', pathProblem(path)],
  ];
  return problems.flatMap(([key, message]) =>
    message === undefined ? [] : [{ path: `conversion.service.${key}`, message }],
  );
}

function named(what: string, name: string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : `the ${what} '${name}' ${problem}`;
}

function portProblem(port = 443): string | undefined {
  return Number.isInteger(port) && port >= 1 && port <= 65535
    ? undefined
    : `port is not valid: must be between 1 and 65535, inclusive; it is ${port}`;
}

function pathProblem(path = '/'): string | undefined {
  if (path === '/' || path === '') return undefined;
  if (!path.startsWith('/')) return `the path '${path}' must start with a '/'`;
  const segments = path.slice(1).replace(/\/$/u, '').split('/');
  for (const [index, segment] of segments.entries()) {
    if (segment === '') return `in the path '${path}' segment[${index}] may not be empty`;
    const problem = subdomain1123Problem(segment);
    if (problem !== undefined) return `in the path '${path}' segment[${index}] '${segment}' ${problem}`;
  }
  return undefined;
}

function urlViolations(text: string): readonly Violation[] {
  return urlProblems(text).map((message) => ({ path: 'conversion.url', message }));
}

function urlProblems(text: string): readonly string[] {
  if (!URL.canParse(text)) return [`'${text}' must be a valid URL; ${URL_FORM}`];
  const url = new URL(text);
  return [
    ...(url.protocol === 'https:' ? [] : [`'https' is the only allowed URL scheme; ${URL_FORM}`]),
    ...(url.host === '' ? [`host must be specified; ${URL_FORM}`] : []),
    ...(url.username === '' && url.password === '' ? [] : ['user information is not permitted in the URL']),
    ...(url.hash === '' ? [] : ['fragments are not permitted in the URL']),
    ...(url.search === '' ? [] : ['query parameters are not permitted in the URL']),
  ];
}

function reviewVersionViolations(versions: readonly string[]): readonly Violation[] {
  const problems = [
    ...versions.flatMap((version, index) => {
      const problem = label1035Problem(version);
      const repeated = versions.indexOf(version) < index ? [`duplicate version '${version}'`] : [];
      return problem === undefined ? repeated : [`the review version '${version}' ${problem}`];
    }),
    ...(versions.includes('v1') || versions.includes('v1beta1')
      ? []
      : ['must include at least one of v1, v1beta1']),
  ];
  return problems.map((message) => ({ path: 'conversion.reviewVersions', message }));
}
