import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/certs/input-error.ts';
import type { PatchWish } from '../../../../src/certs/patch/patch-document.ts';
import { type PatchedText, patchText } from '../../../../src/certs/patch/patch-text.ts';

const V = Buffer.from('PEM').toString('base64');
const WISH: PatchWish = { pem: 'PEM', service: undefined, secure: false };

const apiService = (spec: string) =>
  `apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata:\n  name: v1.a.b\nspec:\n${spec}`;
const S = '  service: {name: aa, namespace: ns}\n';

function patch(text: string, wish: Partial<PatchWish> = {}): PatchedText {
  return patchText(text, { ...WISH, ...wish });
}

describe('a caBundle that is there', () => {
  it.each([
    ['plain', '  caBundle: OLD', `  caBundle: ${V}`],
    ['with a comment', '  caBundle: OLD # of 2025', `  caBundle: ${V} # of 2025`],
    ['in double quotes', '  caBundle: "x"', `  caBundle: "${V}"`],
    ['in single quotes', "  caBundle: 'x'  ", `  caBundle: '${V}'  `],
    ['empty in quotes', '  caBundle: ""', `  caBundle: "${V}"`],
    ['empty', '  caBundle:', `  caBundle: ${V}`],
    ['empty with a comment', '  caBundle: # fill in', `  caBundle: ${V} # fill in`],
    ['null', '  caBundle: null', `  caBundle: ${V}`],
    ['of several lines', '  caBundle:\n    AAA\n    BBB', `  caBundle:\n    ${V}`],
    ['a literal block', '  caBundle: |\n    AAA\n    BBB\n', `  caBundle: |\n    ${V}\n`],
    ['a folded block', '  caBundle: >- # c\n    AAA\n', `  caBundle: >- # c\n    ${V}\n`],
    ['a block without a line', '  caBundle: |', `  caBundle: ${V}`],
    ['with an anchor', '  caBundle: &ca OLD', `  caBundle: &ca ${V}`],
    ['with a tag', '  caBundle: !!str OLD', `  caBundle: !!str ${V}`],
    ['a placeholder', '  caBundle: <base64-encoded-ca-cert>', `  caBundle: ${V}`],
    ['a variable', '  caBundle: $CA_BUNDLE', `  caBundle: ${V}`],
    ['of an explicit key', '  ? caBundle\n  : OLD', `  ? caBundle\n  : ${V}`],
    ['a quoted key', '  "caBundle": OLD', `  "caBundle": "${V}"`],
  ])('%s', (_, before, after) => {
    for (const lineEnd of ['\n', '\r\n']) {
      for (const mark of ['', '\uFEFF']) {
        const [from, to] = [before, after].map(
          (line) => mark + apiService(`${S}${line}\n`).replaceAll('\n', lineEnd),
        );
        expect(patch(from ?? '')).toMatchObject({
          text: to,
          fields: [{ action: 'change', field: 'spec.caBundle' }],
        });
        expect(patch(to ?? '')).toMatchObject({ text: to, fields: [{ action: 'same' }] });
      }
    }
  });
});

describe('a caBundle that is not there', () => {
  it.each([
    ['in a block', S, `  caBundle: ${V}\n${S}`],
    ['above comments', `  # about\n\n${S}`, `  caBundle: ${V}\n  # about\n\n${S}`],
    [
      'in braces',
      '  {service: {name: aa, namespace: ns}}\n',
      `  {caBundle: ${V}, service: {name: aa, namespace: ns}}\n`,
    ],
    [
      'in braces of several lines',
      '  {\n    service: {name: aa, namespace: ns}\n  }\n',
      `  {\n    caBundle: ${V},\n    service: {name: aa, namespace: ns}\n  }\n`,
    ],
    [
      'before a merge key',
      '  <<: {service: {name: aa, namespace: ns}}\n',
      `  caBundle: ${V}\n  <<: {service: {name: aa, namespace: ns}}\n`,
    ],
  ])('%s', (_, before, after) => {
    expect(patch(apiService(before)).text).toBe(apiService(after));
    const crlf = apiService(after).replaceAll('\n', '\r\n');
    expect(patch(apiService(before).replaceAll('\n', '\r\n')).text).toBe(crlf);
  });

  it.each([
    ['"spec":{', ','],
    ['"spec": {\n\t\t', ',\n\t\t'],
  ])('in JSON after %j', (open, comma) => {
    const json = (pair: string) =>
      `{"apiVersion":"apiregistration.k8s.io/v1","kind":"APIService",${open}${pair}"service":{"name":"aa","namespace":"ns"}}}`;
    expect(patch(json('')).text).toBe(json(`"caBundle":"${V}"${comma}`));
  });
});

const webhooks = (...configs: readonly string[]) =>
  `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: w}\nwebhooks:\n${configs
    .map((config, index) => `- name: w${index}.a.b\n  clientConfig: ${config}\n`)
    .join('')}`;

it.each([
  [
    'an alias of a scalar that changes',
    webhooks(
      '{service: {name: a, namespace: ns}, caBundle: &ca OLD}',
      '{service: {name: b, namespace: ns}, caBundle: *ca}',
    ),
    webhooks(
      `{service: {name: a, namespace: ns}, caBundle: &ca ${V}}`,
      '{service: {name: b, namespace: ns}, caBundle: *ca}',
    ),
  ],
  [
    'an alias of a mapping',
    webhooks('&cc {service: {name: a, namespace: ns}, caBundle: OLD}', '*cc'),
    webhooks(`&cc {service: {name: a, namespace: ns}, caBundle: ${V}}`, '*cc'),
  ],
  [
    'an alias of a scalar elsewhere',
    `x: &ca OLD\n${webhooks('{service: {name: b, namespace: ns}, caBundle: *ca}')}`,
    `x: &ca OLD\n${webhooks(`{service: {name: b, namespace: ns}, caBundle: ${V}}`)}`,
  ],
  [
    'several documents, one of them empty',
    `${apiService(S)}---\n# nothing\n---\n${webhooks('{service: {name: b, namespace: ns}}')}...\n`,
    `${apiService(`  caBundle: ${V}\n${S}`)}---\n# nothing\n---\n${webhooks(`{caBundle: ${V}, service: {name: b, namespace: ns}}`)}...\n`,
  ],
  [
    'a conversion of a CRD, of v1beta1 as well',
    'apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\nspec:\n  conversion:\n    webhookClientConfig:\n      service: {name: a, namespace: ns}\n',
    `apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\nspec:\n  conversion:\n    webhookClientConfig:\n      caBundle: ${V}\n      service: {name: a, namespace: ns}\n`,
  ],
  [
    'a list, its items with and without a kind',
    `kind: List\nitems:\n- apiVersion: apiregistration.k8s.io/v1\n  kind: APIService\n  spec:\n    service: {name: a, namespace: ns}\n`,
    `kind: List\nitems:\n- apiVersion: apiregistration.k8s.io/v1\n  kind: APIService\n  spec:\n    caBundle: ${V}\n    service: {name: a, namespace: ns}\n`,
  ],
])('%s', (_, before, after) => {
  expect(patch(before).text).toBe(after);
});

it('is narrowed to one Service', () => {
  const text = webhooks('{service: {name: a, namespace: ns}}', '{service: {name: b, namespace: ns}}');
  const { text: patched, fields } = patch(text, { service: { name: 'b', namespace: 'ns' } });
  expect(fields.map(({ object }) => object)).toEqual(['ValidatingWebhookConfiguration w w1.a.b']);
  expect(patched).toBe(
    webhooks('{service: {name: a, namespace: ns}}', `{caBundle: ${V}, service: {name: b, namespace: ns}}`),
  );
});

it('leaves a webhook at an address without a caBundle alone, and says so', () => {
  const { text, skipped, fields } = patch(
    webhooks('{url: "https://a.b/c"}', '{url: "https://a.b/c", caBundle: OLD}'),
  );
  expect(text).toBe(webhooks('{url: "https://a.b/c"}', `{url: "https://a.b/c", caBundle: ${V}}`));
  expect(fields).toHaveLength(1);
  expect(skipped).toEqual([expect.stringContaining('left to the CAs of the system')]);
});

it.each(['true', 'yes'])('sets insecureSkipTLSVerify: %s to false where it is told to', (value) => {
  const text = apiService(`${S}  insecureSkipTLSVerify: ${value} # for now\n`);
  expect(patch(text, { secure: true }).text).toBe(
    apiService(`  caBundle: ${V}\n${S}  insecureSkipTLSVerify: false # for now\n`),
  );
});

it.each([
  ['no caBundle place in kinds of other groups', apiService(S).replace('apiregistration.k8s.io', 'a.b')],
  ['an APIService of kube-apiserver', apiService('  group: a\n')],
  ['a Secret', 'kind: Secret\nmetadata: {name: s}\n'],
  ['a list of patches', '- op: add\n  path: /spec/caBundle\n'],
])('finds nothing in %s', (_, text) => {
  expect(patch(text)).toMatchObject({ text, fields: [] });
});

it.each([
  ['a template', apiService(`${S}  caBundle: {{ .Values.ca }}\n`), 'is a template (line 7 has {{ }})'],
  ['a template in quotes', apiService(`${S}  caBundle: "{{ .Values.ca }}"\n`), 'is a template (line 7'],
  ['a template of lines', apiService(`{{- if .x }}\n${S}{{- end }}\n`), 'is a template (line 6'],
  ['insecureSkipTLSVerify', apiService(`${S}  insecureSkipTLSVerify: true\n`), '--secure'],
  ['the same key twice', apiService(`${S}  caBundle: a\n  caBundle: b\n`), 'Map keys must be unique'],
  ['a list as caBundle', apiService(`${S}  caBundle: [a]\n`), 'something else than a text'],
  ['a caBundle without a value', apiService(`${S}  ? caBundle\n`), 'something else than a text'],
  ['an empty caBundle with a tag', apiService(`${S}  caBundle: !!str\n`), 'write caBundle: ""'],
  [
    'an anchor that another field has',
    `kind: List\nitems:\n- ${apiService(`${S}  caBundle: &ca x\n`).replaceAll('\n', '\n  ')}\n- kind: Secret\n  data: {ca: *ca}\n`,
    'write it out as plain text',
  ],
  [
    'a mapping of a merge key',
    webhooks('{}').replace('clientConfig: {}', '<<: {clientConfig: {service: {name: a, namespace: ns}}}'),
    'merge key',
  ],
  ['no YAML', 'a: [', 'is not YAML that can be read'],
  ['brackets without end', '['.repeat(5000), 'nested too deep'],
])('refuses %s', (_, text, sentence) => {
  expect(() => patch(text)).toThrow(InputError);
  expect(() => patch(text)).toThrow(sentence);
});
