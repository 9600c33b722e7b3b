import { compilePattern } from '../../schema/compile-pattern.ts';
import { findAllTexts } from '../../schema/re2/find-text.ts';
import { patternProblem } from '../../schema/re2/pattern.ts';
import { CelError, limitSize } from '../values/cel-error.ts';
import { listOf } from '../values/cel-list.ts';
import type { CelList } from '../values/cel-value.ts';
import { formatText } from './format-text.ts';
import { type Library, on, orNameless } from './overload.ts';

const pointsOf = (text: string): readonly string[] => [...text];

const outOfRange = (at: bigint): never => {
  throw new CelError(`index out of range: ${at}`);
};

const within = (at: bigint, length: number): number => (at < 0n || at > length ? outOfRange(at) : Number(at));

/** Of code points, where the part begins, -1 for nowhere. */
const indexIn = (text: string, part: string, from: bigint): bigint => {
  const points = pointsOf(text);
  if (from < 0n) return outOfRange(from);
  if (part === '') return from > points.length ? BigInt(points.length) : from;
  const start = points.slice(0, Number(from)).join('').length;
  const found = text.indexOf(part, start);
  return found < 0 ? -1n : BigInt(pointsOf(text.slice(0, found)).length);
};

const lastIndexIn = (text: string, part: string, from?: bigint): bigint => {
  const points = pointsOf(text);
  if (part === '') return from === undefined || from > points.length ? BigInt(points.length) : from;
  if (from !== undefined && from < 0n) return outOfRange(from);
  if (from !== undefined && from >= points.length) return -1n;
  const start = from === undefined ? text.length : points.slice(0, Number(from)).join('').length;
  const found = text.lastIndexOf(part, start);
  return found < 0 ? -1n : BigInt(pointsOf(text.slice(0, found)).length);
};

const substring = (text: string, start: bigint, end?: bigint): string => {
  const points = pointsOf(text);
  if (end !== undefined && start > end) {
    throw new CelError(`invalid substring range. start: ${start}, end: ${end}`);
  }
  const from = within(start, points.length);
  return points.slice(from, end === undefined ? undefined : within(end, points.length)).join('');
};

/** As Go's strings.SplitN: an empty separator divides into characters, -1 is all. */
const split = (text: string, separator: string, most: bigint): readonly string[] => {
  if (most === 0n) return [];
  const parts = separator === '' ? pointsOf(text) : text.split(separator);
  if (most < 0n || parts.length <= most) return parts;
  const kept = parts.slice(0, Number(most) - 1);
  return [...kept, parts.slice(Number(most) - 1).join(separator)];
};

const replace = (text: string, [from, to]: readonly [string, string], most: bigint): string => {
  const pieces = split(text, from, most < 0n ? -1n : most + 1n);
  limitSize(text.length + (pieces.length + 1) * to.length);
  return from === '' ? replaceEmpty(text, to, most) : pieces.join(to);
};

/** The empty text stands before each character and at the end. */
const replaceEmpty = (text: string, to: string, most: bigint): string => {
  const points = [...pointsOf(text), ''];
  return points.map((point, index) => (most < 0n || index < most ? to + point : point)).join('');
};

const joined = ({ items }: CelList, separator: string): string => {
  let size = 0;
  const texts = items.map((item) => {
    if (typeof item !== 'string') throw new CelError(`join: invalid input: ${String(item)}`);
    size += item.length + separator.length;
    limitSize(size);
    return item;
  });
  return texts.join(separator);
};

/** Go's strings.TrimSpace: what Unicode calls white space, which leaves out the byte order mark. */
const trimmed = (text: string): string => text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '');

const quoteEscapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

const quoted = (text: string): string => `"${[...text].map((each) => quoteEscapes[each] ?? each).join('')}"`;

const isFound = (text: string, pattern: string): boolean => {
  const problem = patternProblem(pattern);
  if (problem !== undefined) throw new CelError(`error parsing regexp: ${problem}`);
  return compilePattern(pattern)(text);
};

const found = (text: string, pattern: string, most: bigint): readonly string[] => {
  const problem = patternProblem(pattern);
  if (problem !== undefined) throw new CelError(`Illegal regex: error parsing regexp: ${problem}`);
  let steps = 0;
  return findAllTexts(pattern, text, {
    most: Number(most),
    onSteps: (count) => {
      steps += count;
      limitSize(steps);
    },
  });
};

/** Functions on texts: the standard ones, those of cel-go's strings library and of the regex library of Kubernetes. */
export const textFunctions: Library = {
  contains: [on(['string', 'string'], (text, part) => text.includes(part)), orNameless],
  endsWith: [on(['string', 'string'], (text, part) => text.endsWith(part)), orNameless],
  startsWith: [on(['string', 'string'], (text, part) => text.startsWith(part)), orNameless],
  matches: [on(['string', 'string'], isFound), orNameless],
  charAt: [on(['string', 'int'], (text, at) => pointsOf(text)[within(at, pointsOf(text).length)] ?? '')],
  find: [on(['string', 'string'], (text, pattern) => found(text, pattern, 1n)[0] ?? ''), orNameless],
  findAll: [
    on(['string', 'string'], (text, pattern) => listOf(found(text, pattern, -1n))),
    on(['string', 'string', 'int'], (text, pattern, most) => listOf(found(text, pattern, most))),
  ],
  format: [on(['string', 'list'], formatText)],
  indexOf: [
    on(['string', 'string'], (text, part) => indexIn(text, part, 0n)),
    on(['string', 'string', 'int'], indexIn),
  ],
  lastIndexOf: [
    on(['string', 'string'], (text, part) => lastIndexIn(text, part)),
    on(['string', 'string', 'int'], lastIndexIn),
  ],
  join: [on(['list'], (list) => joined(list, '')), on(['list', 'string'], joined)],
  lowerAscii: [on(['string'], (text) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()))],
  upperAscii: [on(['string'], (text) => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()))],
  replace: [
    on(['string', 'string', 'string'], (text, from, to) => replace(text, [from, to], -1n)),
    on(['string', 'string', 'string', 'int'], (...args) => replace(args[0], [args[1], args[2]], args[3])),
  ],
  split: [
    on(['string', 'string'], (text, separator) => listOf(split(text, separator, -1n))),
    on(['string', 'string', 'int'], (text, separator, most) => listOf(split(text, separator, most))),
  ],
  substring: [
    on(['string', 'int'], (text, start) => substring(text, start)),
    on(['string', 'int', 'int'], substring),
  ],
  trim: [on(['string'], trimmed)],
  'strings.quote': [on(['string'], quoted)],
  // k8s.io/apiserver pkg/cel/library/jsonpatch.go
  'jsonpatch.escapeKey': [on(['string'], (key) => key.replaceAll('~', '~0').replaceAll('/', '~1'))],
};
