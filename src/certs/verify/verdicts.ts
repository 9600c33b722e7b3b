import type { Certificate } from '../input/certificate.ts';
import type { LoadedRoots } from './go/go-roots.ts';
import { goVerdict } from './go/go-verdict.ts';
import type { OpenSslMode } from './openssl/extension-errors.ts';
import { OPENSSL_ERRORS, openSslSentence } from './openssl/openssl-errors.ts';
import { isHostRefusedByNode } from './openssl/openssl-hostname.ts';
import { openSslErrors } from './openssl/openssl-verdict.ts';
import type { Presentation } from './presentation.ts';

/** What each verifier says of a server; undefined where it takes it. */
export type Verdicts = {
  /** Newest Go: kube-apiserver, kubectl. */
  readonly go: string | undefined;
  /** `openssl verify -purpose sslserver -verify_hostname`. */
  readonly openssl: string | undefined;
  /** The same with `-x509_strict`. */
  readonly opensslStrict: string | undefined;
  /** Code of Node's TLS error. */
  readonly node: string | undefined;
};

/** What is to be verified, with the CAs that each program takes from the bundle. */
type Question = Omit<Presentation, 'roots'> & { readonly roots: LoadedRoots };

/** Predicts what the verifiers say, each in its own words. */
export function predictVerdicts(question: Question): Verdicts {
  const { roots } = question;
  const presentation = { ...question, roots: roots.openssl };
  return {
    go: roots.goError ?? goVerdict({ ...question, roots: roots.go }),
    openssl: commandLine(presentation, 'default'),
    opensslStrict: commandLine(presentation, 'strict'),
    node: nodeVerdict({ ...question, roots: roots.node }),
  };
}

const UNREADABLE = 'OpenSSL cannot read the certificate';

function isUnreadable({ x509 }: Certificate): boolean {
  return x509 === undefined;
}

function commandLine(presentation: Presentation, mode: OpenSslMode): string | undefined {
  if (presentation.chain.some(isUnreadable)) return UNREADABLE;
  const [error] = openSslErrors(presentation, mode);
  return error === undefined ? undefined : openSslSentence(error);
}

/** Node lets OpenSSL go on after an error and shows the last one; the name it checks itself, after the rest. */
function nodeVerdict(presentation: Presentation): string | undefined {
  if (presentation.chain.some(isUnreadable)) return UNREADABLE;
  const last = openSslErrors(presentation, 'node').at(-1);
  if (last !== undefined) return OPENSSL_ERRORS[last.code][1];
  const {
    chain: [leaf],
    name,
  } = presentation;
  if (leaf === undefined || name === undefined || !isHostRefusedByNode(leaf, name)) return undefined;
  return 'ERR_TLS_CERT_ALTNAME_INVALID';
}
