import { describe, expect, it } from 'vitest';
import { compileCel } from '../../../templates/aa/typescript/src/server/cel/evaluate/compile-cel.ts';
import { parseCel } from '../../../templates/aa/typescript/src/server/cel/syntax/parse-cel.ts';

const evaluate = (source: string) =>
  compileCel(parseCel(source), [])({ scope: undefined, meter: { left: 1e6 } });

// What they give was seen with github.com/google/cel-go 0.29.2.
describe('an expression', () => {
  it.each([
    '"%.0f".format([2.5]) == "2" && "%.0f".format([3.5]) == "4" && "%.2f".format([1.005]) == "1.00"',
    '"%f".format([1e25]) == "10,000,000,000,000,000,905,969,664.000000"',
    '"%e".format(["NaN"]) == "   NaN" && "%f".format([-1.0 / 0.0]) == "-∞"',
    '"%x %X %x".format([255, "hi", -255]) == "ff 6869 -ff" && "%o %b %b".format([8, 5, true]) == "10 101 1"',
    '"%s".format([{"b": 1, "a": [1.5, true, null]}]) == "{\\"a\\":[1.500000, true, null], \\"b\\":1}"',
    'string(1e6) == "1e+06" && string(-0.0) == "-0" && string(123456789.123) == "1.23456789123e+08"',
    'string(duration("1h1m1.000000001s")) == "3661.000000001s" && string(duration("-1.5h")) == "-5400s"',
    'string(timestamp("2026-01-01T00:00:00.123456789+05:30")) == "2026-01-01T00:00:00.123456789+05:30"',
    'int(3.99) == 3 && int(-3.99) == -3 && int("+5") == 5 && -7 / 2 == -3 && -7 % 3 == -1',
    'timestamp("2026-01-01T00:00:00Z").getMinutes("+05:30") == 30',
    'timestamp("2026-06-30T23:00:00Z").getDayOfMonth("Europe/Berlin") == 0',
    'timestamp("1969-12-31T23:59:59.5Z").getMilliseconds() == 500 && duration("1.234s").getMilliseconds() == 234',
    '"abc".matches("^a(?i)B") && size("é😀") == 2 && b"\\xff\\101".size() == 2 && r"a\\n" != "a\\n"',
    '"\\x41\\101\\u00e9\\U0001F600" == "AAé😀" && """a"b""" == \'a"b\' && .5 + .25 == 0.75 && -0x1 == -1',
    '[1, 2.0] == [1.0, 2] && dyn(1) in [dyn("a"), dyn(1.0)] && 1 < 2u && dyn(1) != dyn("a")',
    'false && 1 / 0 == 1 || (1 / 0 == 1 || true)',
    '[0, 1].exists(x, 1 / x == 1) && !{"a": 1}.all(k, k == "b") && {"a": 1, "b": 2}.map(k, k).size() == 2',
    '"tacocat".indexOf("", 10) == 7 && "tacocat".indexOf("ac", 10) == -1 && "tacocat".lastIndexOf("at", 6) == 5',
    '"a,b,c".split(",", 0) == [] && "a,b,c".split(",", 2) == ["a", "b,c"] && "".split("") == []',
    '"aaa".replace("a", "b", 2) == "bba" && "abc".replace("", "-", 2) == "-a-bc"',
    '[1, 2, 1, 1.0].distinct().size() == 2 && [[1, [2]], [[3]]].flatten(2).size() == 3',
    '"aab".find("a+?") == "a" && "abc".find("b|bc") == "b" && "a1b22".findAll("[0-9]*") == ["", "1", "22"]',
    '"aXbX".findAll("(?i)x", 1) == ["X"] && "abc".findAll("$") == [""] && "äöü".find("ö.") == "öü"',
    '[{"n": 2}, {"n": 1}].sortBy(x, x.n)[0].n == 1 && ["b", "a"].sort() == ["a", "b"]',
    '{"a": {"b": 1}}.?c.b.orValue(3) == 3 && !has({"a": {"b": 1}}.?a.c) && [1][?4].orValue(2) == 2',
    '[?optional.none(), 1] == [1] && {?"a": optional.of(1)} == {"a": 1} && optional.of(1).or(optional.of(1 / 0)) == optional.of(1)',
    'type(1u) == uint && type(optional.of(1)) == optional_type && type(timestamp(0)) == google.protobuf.Timestamp',
    '"\\ud7ff" < "😀" && b"a" < b"ab" && 0.0 / 0.0 != 0.0 / 0.0 && false < true',
    '[1, 2].all(i, v, v == i + 1) && {"a": 1}.transformMap(k, v, v + 1) == {"a": 2} && .size([1]) == 1',
  ])('%s', (source) => {
    expect(evaluate(source)).toBe(true);
  });

  it.each([
    ['1 / 0', 'division by zero'],
    ['1 % 0', 'modulus by zero'],
    ['9223372036854775807 + 1', 'integer overflow'],
    ['-(-9223372036854775808)', 'integer overflow'],
    ['1u - 2u', 'unsigned integer overflow'],
    ['uint(-1)', 'unsigned integer overflow'],
    ['timestamp("9999-12-31T23:59:59Z") + duration("1h")', 'timestamp overflow'],
    ['int(" 5")', "type conversion error from 'string' to 'int'"],
    ['double("1e400")', "type conversion error from 'string' to 'double'"],
    [
      'timestamp("2026-02-30T00:00:00Z")',
      "type conversion error from 'string' to 'google.protobuf.Timestamp'",
    ],
    ['duration("1d")', "type conversion error from 'string' to 'google.protobuf.Duration'"],
    ['string(b"\\xff")', 'invalid UTF-8 in bytes, cannot convert to string'],
    ['[1, 2][5]', 'index out of bounds: 5'],
    ['{"a": 1}.b', 'no such key: b'],
    ['dyn("a") < dyn(1)', 'no such overload'],
    ['0.0 / 0.0 < 1.0', 'NaN values cannot be ordered'],
    ['"abc".charAt(4)', 'index out of range: 4'],
    ['"hello".substring(4, 2)', 'invalid substring range. start: 4, end: 2'],
    ['[1, 2, 3].slice(0, 4)', 'cannot slice(0, 4), list is length 3'],
    ['lists.range(-1)', 'lists.range: size must be non-negative, got -1'],
    ['optional.none().value()', 'optional.none() dereference'],
    ['[0, 1].exists_one(x, 1 / x == 1)', 'division by zero'],
    ['["a", "b"].transformMapEntry(i, v, {"k": v})', 'insert failed: key k already exists'],
    ['[].max()', 'max called on empty list'],
    [
      'quantity("x")',
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
    [
      'lists.range(1000).all(x, lists.range(2000).all(y, x < y || true))',
      'operation cancelled: actual cost limit exceeded',
    ],
    [
      'lists.range(4000).map(x, lists.range(90).map(y, "x").join("")).join("").replace("x", lists.range(999).map(y, "y").join("")).size()',
      'operation cancelled: actual cost limit exceeded',
    ],
    [
      'lists.range(90000).map(x, "ab").join("").findAll("a.*c|b").size()',
      'operation cancelled: actual cost limit exceeded',
    ],
  ])('%s fails: %s', (source, message) => {
    expect(() => evaluate(source)).toThrow(expect.objectContaining({ message }));
  });

  it.each([
    ['', 'the expression ends too early'],
    ['1 +', 'the expression ends too early'],
    ['a', "undeclared reference to 'a'"],
    ['foo(1)', "undeclared reference to 'foo'"],
    ['"a', "token recognition error at: '\"'"],
    ['[1, 2', 'the expression ends too early'],
    ['f(1,)', 'unexpected )'],
    ['1 2', 'unexpected 2'],
    ['has(1)', 'invalid argument to has() macro'],
    ['[1].all(1, true)', 'argument must be a simple name'],
    ['9223372036854775808', 'invalid int literal'],
    ['package', 'reserved identifier: package'],
    ['"\\q"', 'unable to unescape \\q'],
    [`${'('.repeat(300)}1${')'.repeat(300)}`, 'the expression is nested too deeply'],
  ])('is not %s: %s', (source, message) => {
    expect(() => evaluate(source)).toThrow(message);
  });
});
