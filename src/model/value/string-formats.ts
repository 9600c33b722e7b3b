import { label1123Problem, subdomain1123Problem } from '../dns-name.ts';
import { isCreditCard, isIsbn10, isIsbn13 } from './check-digits.ts';
import { isCidr, isIpv4, isIpv6, isMac } from './network-addresses.ts';

type StringFormat = {
  /** Whether the API server takes the text; where its parser takes more oddities, this is stricter. */
  readonly accepts: (text: string) => boolean;
  /** Texts that it accepts, for samples. */
  readonly samples: readonly string[];
};

const uuid = (version: string, variant: string) =>
  new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`, 'iu');

const dateTimes = (suffix: string) => ['2026-01-31', '2026-02-28', '2026-12-31'].map((date) => date + suffix);

const FORMATS = {
  bsonobjectid: {
    accepts: (text) => /^[0-9a-f]{24}$/iu.test(text),
    samples: ['507f1f77bcf86cd799439011', '507f1f77bcf86cd799439012'],
  },
  byte: {
    accepts: (text) =>
      /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/u.test(text),
    samples: ['a3g=', 'ZXhhbXBsZQ==', 'c2FtcGxl', 'a3VicmVrdWJl'],
  },
  cidr: { accepts: isCidr, samples: ['10.0.0.0/8', '192.168.0.0/16', '2001:db8::/32', '::/0'] },
  creditcard: { accepts: isCreditCard, samples: ['4111111111111111', '5555555555554444'] },
  date: { accepts: isDate, samples: dateTimes('') },
  datetime: { accepts: isDateTime, samples: dateTimes('T12:00:00Z') },
  duration: { accepts: isDuration, samples: ['30s', '5m', '1h30m', '24h'] },
  email: {
    accepts: (text) => /^[\w.+-]+@[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*$/u.test(text),
    samples: ['someone@example.com', 'someone.else@example.com'],
  },
  hexcolor: {
    accepts: (text) => /^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/iu.test(text),
    samples: ['#326ce5', '#fff', 'fff'],
  },
  hostname: { accepts: isHostname, samples: ['example.com', 'www.example.com', 'localhost'] },
  ipv4: { accepts: isIpv4, samples: ['192.0.2.1', '192.0.2.2', '10.0.0.1'] },
  ipv6: { accepts: isIpv6, samples: ['2001:db8::1', '2001:db8::2', '::1'] },
  isbn: { accepts: (text) => isIsbn10(text) || isIsbn13(text), samples: ['0321751043', '978-0321751041'] },
  isbn10: { accepts: isIsbn10, samples: ['0321751043'] },
  isbn13: { accepts: isIsbn13, samples: ['978-0321751041', '9780321751041'] },
  'k8s-long-name': {
    accepts: (text) => subdomain1123Problem(text) === undefined,
    samples: ['example', 'example.com', 'a'],
  },
  'k8s-short-name': {
    accepts: (text) => label1123Problem(text) === undefined,
    samples: ['example', 'sample', 'a'],
  },
  mac: { accepts: isMac, samples: ['00:00:5e:00:53:01', '00:00:5e:00:53:02'] },
  password: { accepts: () => true, samples: [] },
  rgbcolor: {
    accepts: (text) =>
      /^rgb\((?:\s*(?:25[0-5]|2[0-4]\d|1\d{0,2}|[1-9]\d?|0)\s*(?:,(?!\))|(?=\)))){3}\)$/u.test(text),
    samples: ['rgb(50,108,229)', 'rgb(0,0,0)'],
  },
  ssn: {
    accepts: (text) => /^\d{3}[- ]\d{2}[- ]\d{4}$/u.test(text),
    samples: ['078-05-1120', '219-09-9999'],
  },
  uri: { accepts: isUri, samples: ['https://example.com', 'https://example.com/path', '/path'] },
  uuid: { accepts: (text) => uuid('[0-9a-f]', '[0-9a-f]').test(text), samples: uuids('4', 'a') },
  uuid3: { accepts: (text) => uuid('3', '[0-9a-f]').test(text), samples: uuids('3', 'a') },
  uuid4: { accepts: (text) => uuid('4', '[89ab]').test(text), samples: uuids('4', 'a') },
  uuid5: { accepts: (text) => uuid('5', '[89ab]').test(text), samples: uuids('5', 'a') },
} satisfies Record<string, StringFormat>;

/** The formats of strings that API servers from 1.34 on know; any other draws a warning. */
export const STRING_FORMAT_NAMES: readonly string[] = [...Object.keys(FORMATS), 'date-time'];

/**
 * @param name as in `format:`; `date-time` and `datetime` are the same
 * @returns how its texts are checked and made, or undefined for a format that the API server ignores
 * @see supportedVersionedFormats of k8s.io/apiextensions-apiserver
 */
export function stringFormat(name: string): StringFormat | undefined {
  const key = name === 'date-time' ? 'datetime' : name;
  const known: Readonly<Record<string, StringFormat>> = FORMATS;
  return Object.hasOwn(known, key) ? known[key] : undefined;
}

function uuids(version: string, variant: string): readonly string[] {
  return [1, 2].map((n) => `123e4567-e89b-${version}2d3-${variant}456-42661417400${n}`);
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.split(/t/iu);
  return isDate(date) && /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:z|[+-]\d{2}:\d{2})$/iu.test(time);
}

/** Go's time.ParseDuration, or the words of Scala's: `1h30m`, `22 ns`, `5 days`. */
function isDuration(text: string): boolean {
  const units =
    'nano[a-z]*|micro[a-z]*|milli[a-z]*|sec[a-z]*|min[a-z]*|hours?|hr|days?|weeks?|wk|ns|us|µs|ms|s|m|h|d|w';
  return (
    /^[+-]?(?:0|(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+)$/u.test(text) ||
    new RegExp(`^(?:\\d+\\s*(?:${units})\\s*)+$`, 'iu').test(text)
  );
}

function isHostname(text: string): boolean {
  return (
    text.length <= 253 &&
    /^[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?)*$/u.test(
      text,
    )
  );
}

/** What net/url.ParseRequestURI takes: an absolute URI or an absolute path. */
function isUri(text: string): boolean {
  const plain = /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/)(?:%[0-9A-Fa-f]{2}|[^\s%<>"\\^`{|}])*$/u.test(text);
  return plain && (text.startsWith('/') || URL.canParse(text));
}
