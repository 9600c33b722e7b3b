import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate and its key, both PEM. */
export type Pair = { readonly cert: string; readonly key: string };

/** A CA of a test, which signs certificates for a day. */
export type Authority = {
  readonly cert: string;
  /** For a server on this machine. */
  readonly server: () => Pair;
  /** For a client: its user, and its groups. */
  readonly client: (user: string, ...groups: readonly string[]) => Pair;
};

/** Makes a CA without any program: Node alone makes no certificates (RFC 5280). */
export const makeAuthority = (): Authority => {
  const subject = nameOf(['2.5.4.3', 'test CA']);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issue = (of: Buffer, spki: KeyObject, extensions: Buffer): string =>
    certificate({ issuer: subject, subject: of, spki, extensions, key: privateKey });
  const leaf = (of: Buffer, extensions: Buffer): Pair => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = createPrivateKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    return {
      cert: issue(of, pair.publicKey, extensions),
      key: String(key.export({ type: 'pkcs8', format: 'pem' })),
    };
  };
  const isAuthority = extension('2.5.29.19', sequence(der(0x01, Buffer.from([0xff]))));
  const localhost = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  return {
    cert: issue(subject, publicKey, isAuthority),
    server: () =>
      leaf(nameOf(['2.5.4.3', 'localhost']), Buffer.concat([extension('2.5.29.17', localhost), usage(1)])),
    client: (user, ...groups) =>
      leaf(nameOf(...groups.map((group): Attribute => ['2.5.4.10', group]), ['2.5.4.3', user]), usage(2)),
  };
};

type Attribute = readonly [identifier: string, value: string];
type Certificate = {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly spki: KeyObject;
  readonly extensions: Buffer;
  /** The issuer's. */
  readonly key: KeyObject;
};

const certificate = ({ issuer, subject, spki, extensions, key }: Certificate): string => {
  const now = Date.now();
  const algorithm = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    issuer,
    sequence(time(now - 3_600_000), time(now + 86_400_000)),
    subject,
    spki.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extensions)),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, key));
  const text = sequence(body, algorithm, signature).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${text.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
};

const nameOf = (...attributes: readonly Attribute[]): Buffer =>
  sequence(
    ...attributes.map(([identifier, value]) =>
      der(0x31, sequence(objectIdentifier(identifier), der(0x0c, Buffer.from(value)))),
    ),
  );

const extension = (identifier: string, value: Buffer): Buffer =>
  sequence(objectIdentifier(identifier), der(0x04, value));

/** 1 is for servers, 2 for clients. */
const usage = (purpose: number): Buffer =>
  extension('2.5.29.37', sequence(objectIdentifier(`1.3.6.1.5.5.7.3.${purpose}`)));

const time = (milliseconds: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(milliseconds).toISOString().replaceAll(/[-:T]|\.\d+/g, '')}`));

const objectIdentifier = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
};

const base128 = (value: number): readonly number[] => {
  const digits = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128))
    digits.unshift((left % 128) + 128);
  return digits;
};

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
};

const lengthOf = (length: number): readonly number[] => {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
};
