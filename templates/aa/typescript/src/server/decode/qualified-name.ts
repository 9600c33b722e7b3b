const dnsLabel = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${dnsLabel}(\\.${dnsLabel})*`;
const nameText = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const patterns = {
  subdomain: new RegExp(`^${subdomain}$`),
  name: new RegExp(`^${nameText}$`),
  labelValue: new RegExp(`^(${nameText})?$`),
};

const subdomainSentence = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`;
const nameSentence = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${nameText}')`;
const labelValueSentence = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(${nameText})?')`;

const longestSubdomain = 253;
const longestName = 63;
const tooLong = (text: string, limit: number, unit = 'bytes'): readonly string[] =>
  Buffer.byteLength(text) > limit ? [`must be no more than ${limit} ${unit}`] : [];

/*
 * Rules and sentences of k8s.io/apimachinery pkg/util/validation and k8s.io/api validation/content.
 */

/** What keeps a text from being a DNS subdomain, as the names of most objects are; their length is told in characters. */
export const subdomainProblems = (text: string, unit = 'characters'): readonly string[] => [
  ...tooLong(text, longestSubdomain, unit),
  ...(patterns.subdomain.test(text) ? [] : [subdomainSentence]),
];

/** What keeps a text from being `name` or `prefix/name`; `sort` is how a sentence on the whole of it begins. */
export const qualifiedNameProblems = (text: string, sort = 'a valid label key'): readonly string[] => {
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      `${sort} ${nameSentence} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  return [
    ...prefixProblems(prefix).map((problem) => `prefix part ${problem}`),
    ...(name === '' ? ['must be non-empty'] : tooLong(name, longestName)).map(
      (problem) => `name part ${problem}`,
    ),
    ...(patterns.name.test(name) ? [] : [`name part ${nameSentence}`]),
  ];
};

const prefixProblems = (prefix: string | undefined): readonly string[] => {
  if (prefix === undefined) return [];
  return prefix === '' ? ['must be non-empty'] : subdomainProblems(prefix, 'bytes');
};

/** What keeps a text from being the value of a label. */
export const labelValueProblems = (text: string): readonly string[] => [
  ...tooLong(text, longestName),
  ...(patterns.labelValue.test(text) ? [] : [labelValueSentence]),
];
