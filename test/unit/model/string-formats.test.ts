import { expect, it } from 'vitest';
import { STRING_FORMAT_NAMES, stringFormat } from '../../../src/model/value/string-formats.ts';

it.each(STRING_FORMAT_NAMES)('the samples of %s are of that format', (name) => {
  const format = stringFormat(name);
  for (const sample of format?.samples ?? [])
    expect([sample, format?.accepts(sample)]).toEqual([sample, true]);
});

it.each([
  ['bsonobjectid', '507f1f77bcf86cd79943901', '507F1F77BCF86CD799439011'],
  ['byte', 'a', 'YWI='],
  ['cidr', '10.0.0.0/33', '::/0'],
  ['creditcard', '4111111111111112', '4111-1111-1111-1111'],
  ['date', '2026-02-29', '2024-02-29'],
  ['date-time', '2026-01-01 00:00:00Z', '2026-01-01t23:59:59.5+02:00'],
  ['datetime', '2026-01-01T24:00:00Z', '2026-01-01T00:00:00z'],
  ['duration', '5', '1.5h'],
  ['duration', '5 fortnights', '2 weeks 3 days'],
  ['duration', `${'1sec'.repeat(5000)}!`, '1sec2minutes'],
  ['email', 'a', 'a@b'],
  ['hexcolor', '#ffff', 'FfF'],
  ['hostname', 'a_b', '1a.b-c'],
  ['ipv4', '192.0.2.01', '0.0.0.0'],
  ['ipv6', '1:2:3:4:5:6:7', '::ffff:192.0.2.1'],
  ['ipv6', '1::2::3', '1:2:3:4:5:6:7:8'],
  ['ipv6', '192.0.2.1', '64:ff9b::192.0.2.1'],
  ['ipv4', '::1', '255.255.255.255'],
  ['isbn', '0321751044', '978 0321751041'],
  ['isbn10', '978-0321751041', '080442957X'],
  ['isbn13', '0321751043', '9780321751041'],
  ['k8s-short-name', 'a.b', 'a-b'],
  ['k8s-short-name', 'x'.repeat(64), '1a'],
  ['k8s-long-name', 'A', 'a.b'],
  ['k8s-long-name', 'a..b', `${'x'.repeat(100)}.b`],
  ['mac', '00:00:5e:00:53', '0000.5e00.5301'],
  ['rgbcolor', 'rgb(256,0,0)', 'rgb( 1, 20 ,255)'],
  ['rgbcolor', 'rgb(1,2)', 'rgb(0,0,0)'],
  ['ssn', '078051120', '078 05 1120'],
  ['uri', 'example.com', 'mailto:a@example.com'],
  ['uri', 'http://a b', '/a/b?c#d'],
  ['uuid', '123e4567-e89b-12d3-a456-42661417400', '123E4567E89B12D3A456426614174000'],
  ['uuid4', '123e4567-e89b-12d3-a456-426614174000', '123e4567-e89b-42d3-a456-426614174000'],
])('%s does not take %j but takes %j', (name, wrong, right) => {
  expect(stringFormat(name)?.accepts(wrong)).toBe(false);
  expect(stringFormat(name)?.accepts(right)).toBe(true);
});

it.each(['', 'unknown', 'constructor', 'int32'])('there is no format %j of texts', (name) => {
  expect(stringFormat(name)).toBeUndefined();
});
