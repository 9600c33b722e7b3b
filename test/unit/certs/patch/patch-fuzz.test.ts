import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { InputError } from '../../../../src/certs/input-error.ts';
import { patchText } from '../../../../src/certs/patch/patch-text.ts';
import { fc } from '../../../support/seeded-fast-check.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n';
const VALUE = Buffer.from(PEM).toString('base64');
const WISH = { pem: PEM, service: undefined, secure: false };

/** A text as it is, and as it must be. */
type Part = readonly [before: string, after: string];

const same = (text: string): Part => [text, text];
const blanks = fc.constantFrom('', ' ', '   ');
const comment = fc.constantFrom(
  '',
  ' # a: "b"',
  " # it's",
  ' #',
  ' # {{ no }}'.replace('{{', '<<').replace('}}', '>>'),
);
const filler = fc.constantFrom('', '  # between\n', '\n', '  # caBundle: NOT THIS\n', '  \n');

const old = fc.constantFrom('T0xE', 'Cg==', 'x', '<ca>');

/** A caBundle in every way to write it. */
const bundleLine = fc.oneof(
  fc
    .tuple(old, blanks, comment)
    .map(
      ([text, gap, note]): Part => [
        `  caBundle: ${gap}${text}${note}\n`,
        `  caBundle: ${gap}${VALUE}${note}\n`,
      ],
    ),
  fc
    .tuple(old, fc.constantFrom('"', "'"), comment)
    .map(
      ([text, quote, note]): Part => [
        `  caBundle: ${quote}${text}${quote}${note}\n`,
        `  caBundle: ${quote}${VALUE}${quote}${note}\n`,
      ],
    ),
  comment.map((note): Part => [`  caBundle:${note}\n`, `  caBundle: ${VALUE}${note}\n`]),
  fc
    .tuple(
      fc.constantFrom('|', '|-', '>', '>-', '|+'),
      fc.array(old, { minLength: 1, maxLength: 3 }),
      fc.nat(2),
    )
    .map(([header, lines, indent]): Part => {
      const margin = ' '.repeat(3 + indent);
      return [
        `  caBundle: ${header}\n${lines.map((line) => `${margin}${line}\n`).join('')}`,
        `  caBundle: ${header}\n${margin}${VALUE}\n`,
      ];
    }),
);

const fields = [
  same('  group: a.b\n'),
  same('  version: "v1" # quoted\n'),
  same('  groupPriorityMinimum: 1_000\n'),
  same("  'note': |\n    caBundle: no\n"),
  same('  service: {name: aa, namespace: ns}\n'),
];

const apiService = fc
  .tuple(
    fc.shuffledSubarray(fields, { minLength: fields.length }),
    fc.nat(fields.length),
    bundleLine,
    fc.array(filler),
  )
  .map(([lines, at, bundle, gaps]): Part => {
    const parts = lines.toSpliced(at, 0, bundle).flatMap((part, index) => [same(gaps[index] ?? ''), part]);
    const head = 'apiVersion: apiregistration.k8s.io/v1\nkind: APIService # this\nspec:\n';
    return [head + parts.map(([before]) => before).join(''), head + parts.map(([, after]) => after).join('')];
  });

const other = fc.constantFrom(
  same('kind: Secret\ndata: {caBundle: x}\n'),
  same('# nothing but this\n'),
  same('kind: ConfigMap\ndata:\n  a: >\n    caBundle: x\n'),
);

const manifest = fc
  .tuple(
    fc.array(fc.oneof(apiService, other), { minLength: 1, maxLength: 4 }),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\uFEFF', '# first\n', '---\n'),
    fc.constantFrom('---\n', '--- # next\n'),
  )
  .map(([documents, lineEnd, head, separator]): Part => {
    const [before = '', after = ''] = [0, 1].map((side) =>
      (head + documents.map((part) => part[side] ?? '').join(separator)).replaceAll('\n', lineEnd),
    );
    return [before, after];
  });

it('changes the scalars and nothing else', () => {
  fc.assert(
    fc.property(manifest, ([before, after]) => {
      expect(patchText(before, WISH).text).toBe(after);
      expect(patchText(after, WISH).text).toBe(after);
    }),
    { numRuns: 1000 },
  );
});

/** The same without the fields that are set. */
function valuesOf(text: string): readonly unknown[] {
  const documents = parseAllDocuments(text);
  return (Array.isArray(documents) ? documents : []).map((document) =>
    JSON.stringify(document.toJS(), (key, value) => (key === 'caBundle' ? undefined : value)),
  );
}

const key = fc.constantFrom('group', 'caBundle', 'service', 'x', 'name');
const { spec } = fc.letrec((tie) => ({
  spec: fc.dictionary(key, fc.oneof({ depthSize: 'small' }, fc.string(), fc.integer(), tie('spec'))),
}));

it('gives the same objects but for the fields, in any way that JSON is written', () => {
  fc.assert(
    fc.property(spec, fc.constantFrom(undefined, 1, 2, '\t'), (given, indent) => {
      const object = {
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        spec: { ...Object(given), service: { name: 'aa', namespace: 'ns' } },
      };
      const { caBundle = '' } = object.spec;
      // What stands in braces is a template, which is refused.
      fc.pre(typeof caBundle === 'string' && !caBundle.includes('{{'));
      const text = JSON.stringify(object, null, indent);
      const patched = patchText(text, WISH);
      expect(valuesOf(patched.text)).toEqual(valuesOf(text));
      expect(JSON.parse(patched.text).spec.caBundle).toBe(VALUE);
    }),
    { numRuns: 500 },
  );
});

it('refuses or patches whatever bytes a manifest has lost or gained', () => {
  const mutation = fc.tuple(manifest, fc.nat(), fc.nat(3), fc.string({ unit: 'grapheme', maxLength: 4 }));
  fc.assert(
    fc.property(mutation, ([[before], at, cut, put]) => {
      const start = at % (before.length + 1);
      const text = before.slice(0, start) + put + before.slice(start + cut);
      try {
        const patched = patchText(text, WISH);
        expect(valuesOf(patched.text)).toEqual(valuesOf(text));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        expect(error.message).not.toBe('');
      }
    }),
    { numRuns: 1000 },
  );
});
