import { dateInWords } from '../model/certificate/certificate-date.ts';
import type {
  InspectedCertificate,
  InspectedConnection,
  InspectedOther,
  InspectionDocument,
} from '../model/certificate/inspected.ts';
import { printable } from './printable.ts';

type Row = readonly [label: string, text: string | undefined];

/** Wide enough for the longest label, `issuer key id`. */
const LABEL_WIDTH = 15;

/** @returns what inputs hold, in words for people; text of others cannot move the cursor */
export function renderInspection({ items, notes, connection }: InspectionDocument): string {
  const blocks = [
    ...(connection === undefined ? [] : [renderConnection(connection)]),
    ...items.map((item) => (item.kind === 'Certificate' ? renderCertificate(item) : renderOther(item))),
    ...(notes.length === 0 ? [] : [notes.map((note) => `Note: ${printable(note)}.\n`).join('')]),
  ];
  return blocks.join('\n');
}

function renderConnection(connection: InspectedConnection): string {
  const { server, serverName, protocol, cipher, applicationProtocol, failure } = connection;
  return block(server, [
    ['asked for', serverName ?? 'no name (SNI carries none for an address)'],
    ['protocol', [protocol, cipher].filter((part) => part !== null).join(', ')],
    ['HTTP', applicationProtocol ?? undefined],
    ['handshake', failure === null ? undefined : `failed: ${failure}`],
  ]);
}

function renderCertificate(certificate: InspectedCertificate): string {
  return block(certificate.source, [
    ['subject', certificate.subject === '' ? '(empty)' : certificate.subject],
    ['issuer', issuerText(certificate)],
    ['names', namesText(certificate)],
    ['valid', validityText(certificate)],
    ['key', keyText(certificate)],
    ['signature', certificate.signatureAlgorithm],
    ['CA', authorityText(certificate)],
    ['usage', usageText(certificate)],
    ['constraints', constraintsText(certificate)],
    ['key id', certificate.subjectKeyIdentifier ?? undefined],
    ['issuer key id', certificate.authorityKeyIdentifier ?? undefined],
    ['serial', certificate.serial],
    ['SHA-256', certificate.sha256],
    ['good for', goodForText(certificate)],
    ...certificate.findings.map(
      ({ severity, message, consequence }): Row => [severity, `${message}. ${consequence}`],
    ),
  ]);
}

function renderOther(item: InspectedOther): string {
  return block(item.source, OTHERS[item.kind](item));
}

const OTHERS = {
  PrivateKey: (item: InspectedOther): readonly Row[] =>
    item.kind === 'PrivateKey'
      ? [
          ['private key', item.encrypted ? 'encrypted' : item.key?.type],
          ['belongs to', item.encrypted ? undefined : (item.belongsTo ?? 'no certificate of the input')],
        ]
      : [],
  PublicKey: (item: InspectedOther): readonly Row[] =>
    item.kind === 'PublicKey' ? [['public key', item.key.type]] : [],
  CertificateRequest: (item: InspectedOther): readonly Row[] =>
    item.kind === 'CertificateRequest'
      ? [
          ['request for', item.subject],
          ['key', item.key?.type],
        ]
      : [],
  Unreadable: messageRows,
  Other: messageRows,
} satisfies Record<InspectedOther['kind'], (item: InspectedOther) => readonly Row[]>;

function messageRows(item: InspectedOther): readonly Row[] {
  return 'message' in item ? [[item.kind === 'Other' ? 'note' : 'error', item.message]] : [];
}

function block(title: string, rows: readonly Row[]): string {
  const lines = rows.flatMap(([label, text]) =>
    text === undefined || text === '' ? [] : [`  ${label.padEnd(LABEL_WIDTH)}${printable(text)}\n`],
  );
  return `${printable(title)}\n${lines.join('')}`;
}

function issuerText({ issuer, selfSigned, signedBy }: InspectedCertificate): string {
  const name = issuer === '' ? '(empty)' : issuer;
  if (selfSigned) return `${name} (itself)`;
  return signedBy === null ? name : `${name} (${signedBy})`;
}

function namesText({
  dnsNames,
  ipAddresses,
  otherNames,
  basicConstraints,
}: InspectedCertificate): string | undefined {
  const names = [...dnsNames, ...ipAddresses, ...otherNames];
  if (names.length > 0) return names.join(', ');
  return basicConstraints?.ca === true ? undefined : 'none';
}

function validityText({ notBefore, notAfter, daysLeft, validity }: InspectedCertificate): string {
  const span = `${dateInWords(Date.parse(notBefore))} to ${dateInWords(Date.parse(notAfter))}`;
  const days = daysLeft === 1 ? '1 day left' : `${daysLeft} days left`;
  const states = {
    valid: days,
    expired: `expired ${-daysLeft} days ago`,
    'not yet valid': 'not yet valid',
  } satisfies Record<InspectedCertificate['validity'], string>;
  return `${span} (${states[validity]})`;
}

function keyText({ key, privateKey }: InspectedCertificate): string {
  const type = key?.type ?? 'cannot be read';
  return privateKey === null ? type : `${type}; its private key is ${privateKey}`;
}

function authorityText({ basicConstraints }: InspectedCertificate): string {
  if (basicConstraints?.ca !== true) return 'no';
  const { pathLength } = basicConstraints;
  if (pathLength === null) return 'yes, of any depth';
  return pathLength === 0 ? 'yes, of leaves only (path length 0)' : `yes, path length ${pathLength}`;
}

function usageText({ keyUsage, extendedKeyUsage }: InspectedCertificate): string | undefined {
  const usages = [...(keyUsage ?? []), ...(extendedKeyUsage ?? [])];
  return usages.length === 0 ? undefined : usages.join(', ');
}

function constraintsText({ nameConstraints }: InspectedCertificate): string | undefined {
  if (nameConstraints === null) return undefined;
  const { permitted, excluded } = nameConstraints;
  const parts = [
    permitted.length === 0 ? undefined : `only ${permitted.join(', ')}`,
    excluded.length === 0 ? undefined : `not ${excluded.join(', ')}`,
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}

function goodForText({ goodFor, selfSigned }: InspectedCertificate): string {
  const uses = [
    goodFor.caBundle ? (selfSigned ? 'a caBundle' : 'signing, below the root of a caBundle') : undefined,
    goodFor.server ? 'serving' : undefined,
    goodFor.client ? 'logging in as a client' : undefined,
  ].filter((use) => use !== undefined);
  return uses.length === 0 ? 'nothing that Kubernetes needs' : uses.join(', ');
}
