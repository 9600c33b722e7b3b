import { describe, expect, it } from 'vitest';
import { createWarnings } from '../../../templates/aa/typescript/src/server/handlers/resource/warnings.ts';

const many = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => String.fromCharCode(97 + index).repeat(length));

const headerOf = (text: string) => `299 - "${text}"`;

describe('warnings', () => {
  it.each<[string, readonly string[], readonly string[] | undefined]>([
    ['are no header where there are none', [], undefined],
    ['are said once each', ['a', 'b', 'a'], ['a', 'b']],
    ['escape what ends a quoted text', ['a"b\\c'], ['a\\"b\\\\c']],
    ['are bytes of UTF-8', ['ü'], ['Ã¼']],
    ['leave out what is fit for no header', ['a\u0001', 'b'], ['b']],
    ['are whole up to 4,096 characters', many(2, 2_048), many(2, 2_048)],
    ['are cut where there are more', many(3, 2_048), many(3, 256)],
    ['are no more than 4,096 once they are cut', many(40, 300), many(16, 256)],
  ])('%s', (_, texts, said) => {
    const { warn, headers } = createWarnings();
    texts.forEach(warn);
    expect(headers()).toEqual(said === undefined ? {} : { Warning: said.map(headerOf) });
  });
});
