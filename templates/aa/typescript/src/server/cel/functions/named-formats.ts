import { labelValueProblems, qualifiedNameProblems, subdomainProblems } from '../../decode/qualified-name.ts';
import { isInFormat } from '../../schema/string-formats.ts';
import { listOf, optionalOf } from '../values/cel-list.ts';
import { opaqueType } from './opaque.ts';
import { type Library, type Overload, on } from './overload.ts';
import { urlProblem } from './parse-url.ts';

/*
 * The library format of Kubernetes (k8s.io/apiserver pkg/cel/library/format.go; k8s.io/apimachinery
 * pkg/util/validation).
 */

type Check = (text: string) => readonly string[];

const label1123 = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';

const labelProblems =
  (pattern: string, sentence: string): Check =>
  (text) => [
    ...(Buffer.byteLength(text) > 63 ? ['must be no more than 63 bytes'] : []),
    ...(new RegExp(`^${pattern}$`).test(text)
      ? []
      : [`${sentence}, regex used for validation is '${pattern}')`]),
  ];

const label1123Problems = labelProblems(
  label1123,
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc'",
);
const label1035Problems = labelProblems(
  label1035,
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123'",
);

/** A prefix may end with a dash, as names of generateName do (k8s.io/apimachinery pkg/api/validation maskTrailingDash). */
const ofPrefix =
  (check: Check): Check =>
  (text) =>
    check(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -1)}a` : text);

const inFormat =
  (format: string, sentence: string): Check =>
  (text) =>
    isInFormat(text, format) ? [] : [sentence];

const uriProblems: Check = (text) => {
  const problem = urlProblem(text);
  return problem === undefined ? [] : [problem];
};

const checks: Readonly<Record<string, Check>> = {
  dns1123Label: label1123Problems,
  dns1123LabelPrefix: ofPrefix(label1123Problems),
  dns1123Subdomain: (text) => subdomainProblems(text, 'bytes'),
  dns1123SubdomainPrefix: ofPrefix((text) => subdomainProblems(text, 'bytes')),
  dns1035Label: label1035Problems,
  dns1035LabelPrefix: ofPrefix(label1035Problems),
  qualifiedName: (text) => qualifiedNameProblems(text, 'a valid label key'),
  labelValue: labelValueProblems,
  uri: uriProblems,
  uuid: inFormat('uuid', 'does not match the UUID format'),
  byte: inFormat('byte', 'invalid base64'),
  date: inFormat('date', 'invalid date'),
  datetime: inFormat('date-time', 'invalid datetime'),
};

type NamedFormat = { readonly name: string; readonly check: Check };

const formats = opaqueType<NamedFormat>('kubernetes.NamedFormat', ({ name }) => name);

const constants = Object.entries(checks).map(([name, check]): [string, readonly Overload[]] => [
  `format.${name}`,
  [on([], () => formats.of({ name, check }))],
]);

const validate: Overload = ([of, text]) => {
  const format = formats.contentOf(of);
  if (format === undefined || typeof text !== 'string') return undefined;
  const problems = format.check(text);
  return optionalOf(problems.length === 0 ? undefined : listOf(problems));
};

/** Functions on formats that have names. */
export const formatFunctions: Library = {
  ...Object.fromEntries(constants),
  'format.named': [
    on(['string'], (name) => {
      const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
      return optionalOf(check === undefined ? undefined : formats.of({ name, check }));
    }),
  ],
  validate: [validate],
};
