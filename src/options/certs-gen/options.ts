import {
  DEFAULT_CA_DAYS,
  DEFAULT_CLUSTER_DOMAIN,
  DEFAULT_DAYS,
  DEFAULT_PATH_LENGTH,
} from '../../model/certificate/certificate-defaults.ts';
import { KEY_TYPES } from '../../model/certificate/certificate-key-type.ts';
import { CERTIFICATE_PROFILE_NAMES } from '../../model/certificate/certificate-profile.ts';
import { EMITTED_PARTS } from '../../model/certificate/emitted-part.ts';
import { ANSWER_OPTIONS } from '../answers/answer-options.ts';
import type { OptionGroup } from '../option.ts';
import { DOCUMENT_OUTPUT } from '../output-format.ts';
import { WRITE_OPTIONS } from '../write-options.ts';

/** Where the files go when nobody says. */
export const DEFAULT_OUT = 'certs';

/** The flags of kx certs gen, by heading. */
export const CERTS_GEN_OPTIONS: readonly OptionGroup[] = [
  {
    title: 'Names:',
    options: [
      {
        flags: '--service <name>',
        description: 'the Service that the server stands behind',
        answer: { key: 'service' },
      },
      {
        flags: '--namespace <namespace>',
        description: 'the namespace of the Service',
        answer: { key: 'namespace' },
      },
      {
        flags: '--dns <name>',
        description: 'a further DNS name (repeatable)',
        repeatable: true,
        answer: { key: 'dnsNames' },
      },
      {
        flags: '--ip <address>',
        description: 'an IP address to connect to (repeatable)',
        repeatable: true,
        answer: { key: 'ipAddresses' },
      },
      {
        flags: '--allow-underscore',
        description: "take '_' in --dns: Go, OpenSSL and Node match it",
        answer: { key: 'allowUnderscore' },
      },
      {
        flags: '--cluster-domain <domain>',
        description: "the cluster's DNS domain",
        defaultText: DEFAULT_CLUSTER_DOMAIN,
        answer: { key: 'clusterDomain' },
      },
      {
        flags: '--cn <name>',
        description: "the subject's common name, a client's user name",
        answer: { key: 'commonName', derived: 'profile and service' },
      },
      {
        flags: '--org <name>',
        description: "the subject's organization, a client's group (repeatable)",
        repeatable: true,
        answer: { key: 'organizations' },
      },
    ],
  },
  {
    title: 'Certificates:',
    options: [
      {
        flags: '--profile <profile>',
        description: 'what the certificate is for',
        choices: CERTIFICATE_PROFILE_NAMES,
        defaultText: 'server',
        answer: { key: 'profile' },
      },
      {
        flags: '--key <type>',
        description: 'type of the keys',
        choices: KEY_TYPES,
        defaultText: 'p256',
        answer: { key: 'keyType' },
      },
      {
        flags: '--days <days>',
        description: 'life of the certificate',
        defaultText: String(DEFAULT_DAYS),
        answer: { key: 'days', form: 'number' },
      },
      {
        flags: '--ca-days <days>',
        description: 'life of the new CA',
        defaultText: String(DEFAULT_CA_DAYS),
        answer: { key: 'caDays', form: 'number' },
      },
      {
        flags: '--backdate <duration>',
        description: 'how long before now they begin, as 1h or 1h30m',
        defaultText: '1h',
        answer: { key: 'backdate' },
      },
      {
        flags: '--pathlen <number>',
        description: 'CAs that may stand below the new CA, or none for any number',
        defaultText: String(DEFAULT_PATH_LENGTH),
        answer: { key: 'pathlen' },
      },
      {
        flags: '--ca-cert <file>',
        description: 'issue from this CA, make no new one',
        answer: { key: 'caCert' },
      },
      { flags: '--ca-key <file>', description: 'the private key of that CA', answer: { key: 'caKey' } },
      {
        flags: '--passphrase-file <file>',
        description: 'passphrase of --ca-key; without, the new ca.key is encrypted',
        answer: { key: 'passphraseFile' },
      },
    ],
  },
  {
    title: 'Manifests:',
    options: [
      {
        flags: '--emit <parts>',
        description: 'write beside, joined by commas',
        choices: EMITTED_PARTS,
        answer: { key: 'emit' },
      },
      {
        flags: '--group-version <group/version>',
        description: 'what the APIService registers (repeatable)',
        repeatable: true,
        answer: { key: 'groupVersions' },
      },
    ],
  },
  ANSWER_OPTIONS,
  {
    title: 'Writing:',
    options: [
      {
        flags: '--out <dir>',
        description: 'the directory of ca.crt, ca.key, tls.crt and tls.key',
        defaultText: DEFAULT_OUT,
        answer: { key: 'out' },
      },
      ...WRITE_OPTIONS.options,
      { flags: '--force-new-ca', description: 'as --force, also where half of a CA is left' },
      { flags: '--if-needed', description: 'keep certificates that are what is asked for' },
      { flags: '--follow-symlinks', description: 'write where a symbolic link in the directory leads' },
      DOCUMENT_OUTPUT,
    ],
  },
];
