import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JsonValue } from '../../../templates/aa/typescript/src/server/api/json.ts';
import { parseYaml } from '../../../templates/aa/typescript/src/server/decode/yaml/parse-yaml.ts';
import { yamlText } from '../../../templates/aa/typescript/src/server/negotiation/yaml-text.ts';

// As sigs.k8s.io/yaml prints them, but for how far lists and texts are folded.
it.each<[value: JsonValue, text: string]>([
  [{ b: [1, 'x'], a: { c: null } }, 'a:\n  c: null\nb:\n- 1\n- x\n'],
  [
    { a: [], b: {}, c: [[1, 2], [], {}], d: [{ y: 1, z: [2] }] },
    'a: []\nb: {}\nc:\n- - 1\n  - 2\n- []\n- {}\nd:\n- "y": 1\n  z:\n  - 2\n',
  ],
  ['a\nb\n', '|\na\nb\n'],
  [{ a: 'a\n\nb' }, 'a: |-\n  a\n\n  b\n'],
  [[{ a: 'b\n\n' }], '- a: |+\n    b\n\n'],
  [{ a: 'x: y', b: '- x', c: "'", d: 'a #b', e: '' }, `a: 'x: y'\nb: '- x'\nc: "'"\nd: 'a #b'\ne: ""\n`],
  [
    ['true', 'No', '1', '1e3', '0x1f', '~', 'null', '.5', '2020-01-01'],
    '- "true"\n- "No"\n- "1"\n- "1e3"\n- "0x1f"\n- "~"\n- "null"\n- ".5"\n- "2020-01-01"\n',
  ],
  ['a\tb\r\u0001é\u2028', '"a\\tb\\r\\u0001é\\u2028"\n'],
])('%j', (value, text) => {
  expect(yamlText(value)).toBe(text);
});

it('is read as the same document, by this server and by others', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '\t', ':', '#', '-', "'", '"', '\\', '{', '1', '.', '\r'),
    }),
  );
  const { value: document } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<JsonValue>(null, true, false, 0, 1.5, -3, 1e21, 1e-7),
      texts,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(texts, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  const check = fc.property(document, (value) => {
    const text = yamlText(value);
    for (const version of ['1.1', '1.2'] as const)
      expect(parse(text, { version, merge: false })).toEqual(value);
    expect(parseYaml(text).value).toEqual(value);
  });
  fc.assert(check, { numRuns: 500 });
});
