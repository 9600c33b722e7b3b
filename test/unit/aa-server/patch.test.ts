import { expect, it } from 'vitest';
import { jsonPatch } from '../../../templates/aa/typescript/src/server/patch/json-patch.ts';
import { mergePatch } from '../../../templates/aa/typescript/src/server/patch/merge-patch.ts';

// The examples of RFC 7386, appendix A.
it.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j merged with %j', (value, patch, result) => {
  expect(mergePatch(value, patch)).toEqual(result);
});

// After the examples of RFC 6902, appendix A.
it.each([
  [{ foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { foo: 'bar', baz: 'qux' }],
  [{ foo: ['a', 'c'] }, [{ op: 'add', path: '/foo/1', value: 'b' }], { foo: ['a', 'b', 'c'] }],
  [{ foo: ['a'] }, [{ op: 'add', path: '/foo/-', value: ['b'] }], { foo: ['a', ['b']] }],
  [{ foo: ['a'] }, [{ op: 'add', path: '/foo/1', value: 'b' }], { foo: ['a', 'b'] }],
  [{ a: 1, b: 2 }, [{ op: 'remove', path: '/a' }], { b: 2 }],
  [{ a: [1, 2, 3] }, [{ op: 'remove', path: '/a/1' }], { a: [1, 3] }],
  [{ a: 1 }, [{ op: 'replace', path: '/a', value: 2 }], { a: 2 }],
  [{ a: [1] }, [{ op: 'replace', path: '/a/0', value: 2 }], { a: [2] }],
  [{ a: { b: 1 }, c: {} }, [{ op: 'move', from: '/a/b', path: '/c/d' }], { a: {}, c: { d: 1 } }],
  [{ a: [1, 2, 3] }, [{ op: 'move', from: '/a/0', path: '/a/2' }], { a: [2, 3, 1] }],
  [{ a: 1 }, [{ op: 'copy', from: '/a', path: '/b' }], { a: 1, b: 1 }],
  [{ a: { x: 1, y: 2 } }, [{ op: 'test', path: '/a', value: { y: 2, x: 1 } }], { a: { x: 1, y: 2 } }],
  [
    { '~1': 10, 'a/b': 1 },
    [
      { op: 'replace', path: '/~01', value: 5 },
      { op: 'remove', path: '/a~1b' },
    ],
    { '~1': 5 },
  ],
  [{ a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }], { b: 2 }],
  [{ a: 1 }, [], { a: 1 }],
  // Not as RFC 6902 has it, but as the API server does it.
  [{ a: 1 }, [{ op: 'replace', path: '/b', value: 2 }], { a: 1, b: 2 }],
  [{ a: 1 }, [{ op: 'add', path: '/b' }], { a: 1, b: null }],
  [{ a: 1 }, [{ op: 'copy', from: '/c', path: '/b' }], { a: 1, b: null }],
  [{ a: 1 }, [{ op: 'test', path: '/b', value: null }], { a: 1 }],
])('%j patched with %j', (document, operations, result) => {
  expect(jsonPatch(document, operations)).toEqual(result);
});

it.each([
  [{ op: 'test', path: '/a', value: 2 }, 'operation 0: the test does not hold'],
  [{ op: 'test', path: '/b', value: 2 }, 'operation 0: the test does not hold'],
  [{ op: 'test', path: '/b/c', value: null }, 'operation 0: there is no member "b"'],
  [{ op: 'test', path: '/l/5', value: null }, 'operation 0: there is no member 5 in a list of 1'],
  [{ op: 'remove', path: '/b' }, 'operation 0: there is no member "b"'],
  [{ op: 'add', path: '/b/c', value: 1 }, 'operation 0: there is no member "b"'],
  [{ op: 'add', path: '/l/5', value: 1 }, 'operation 0: there is no member 5 in a list of 1'],
  [{ op: 'add', path: '/l/01', value: 1 }, 'operation 0: there is no member 01 in a list of 1'],
  [{ op: 'add', path: '', value: 1 }, 'operation 0: the whole document cannot be changed'],
  [{ op: 'add', path: 'a', value: 1 }, 'operation 0: "a" is not a JSON pointer'],
  [{ op: 'move', path: '/a' }, 'operation 0: "from" must be a JSON pointer'],
  [{ op: 'toString', path: '/a' }, 'operation 0: unknown op "toString"'],
  [{ path: '/a' }, 'operation 0: unknown op undefined'],
  ['add', 'operation 0: must be an object'],
])('%j is refused', (operation, message) => {
  expect(() => jsonPatch({ a: 1, l: [1] }, [operation])).toThrow(message);
});

it('cannot reach the prototype of objects', () => {
  jsonPatch({}, [{ op: 'add', path: '/__proto__', value: { polluted: true } }]);
  mergePatch({}, JSON.parse('{"__proto__": {"polluted": true}}'));
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  expect(() => jsonPatch({}, [{ op: 'add', path: '/constructor/prototype/x', value: 1 }])).toThrow(
    'there is no member',
  );
});

it('copies at most 3 MiB in all, however small the patch is', () => {
  const double = { op: 'copy', from: '/a', path: '/a/-' };
  expect(() => jsonPatch({ a: ['0123456789'] }, Array(30).fill(double))).toThrow(
    /^operation \d+: the patch copies \d+ bytes in all, the limit is 3145728$/,
  );
  const half = { text: 'ä'.repeat(700_000) };
  const copy = (path: string) => ({ op: 'copy', from: '/text', path });
  expect(Object.keys(Object(jsonPatch(half, [copy('/b'), copy('/c')])))).toEqual(['text', 'b', 'c']);
  expect(() => jsonPatch(half, [copy('/b'), copy('/c'), copy('/d')])).toThrow(
    'operation 2: the patch copies',
  );
});
