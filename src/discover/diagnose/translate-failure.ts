/** Why kube-apiserver cannot use an extension API server, out of what Go says. */
export type Failure = {
  readonly id: string;
  /** Goes on after "its server ns/name": `does not answer`. */
  readonly predicate: string;
  readonly isCertificate: boolean;
};

type Rule = {
  readonly id: string;
  readonly pattern: RegExp;
  /** `$1` and so on are the groups of the pattern. */
  readonly predicate: string;
};

/** Texts of Go's net, crypto/tls and crypto/x509, and of kube-aggregator. */
const CERTIFICATE_RULES: readonly Rule[] = [
  {
    id: 'ca-bundle-unusable',
    pattern: /unable to load root certificates|unable to parse bytes as PEM/,
    predicate: 'cannot be called: the caBundle of its APIService holds no certificate that Go loads',
  },
  {
    id: 'ca-expired',
    pattern:
      /possibly because of "x509: certificate has expired[^"]* is after (\S+)" while trying to verify candidate authority certificate "([^"]*)"/,
    predicate: 'has a certificate of the CA $2, which expired at $1',
  },
  {
    id: 'ca-refused',
    pattern:
      /possibly because of "(?:x509: )?(.+?)" while trying to verify candidate authority certificate "([^"]*)"/,
    predicate: 'has a certificate that the CA $2 of the caBundle did not sign ($1)',
  },
  {
    id: 'certificate-untrusted',
    pattern: /certificate signed by unknown authority/,
    predicate: 'has a certificate that the caBundle of its APIService did not sign',
  },
  {
    id: 'certificate-name',
    pattern: /certificate is valid for (.+?), not ([^\s"]+)/,
    predicate: 'has a certificate for $1; the aggregator asks for $2',
  },
  {
    id: 'certificate-name',
    pattern: /relies on legacy Common Name|is not valid for any names|doesn't contain any IP SANs/,
    predicate: 'has a certificate without the name that the aggregator asks for',
  },
  {
    id: 'certificate-expired',
    pattern: /certificate has expired or is not yet valid: current time \S+ is after (\S+)/,
    predicate: 'has a certificate that expired at $1',
  },
  {
    id: 'certificate-not-yet-valid',
    pattern: /certificate has expired or is not yet valid: current time \S+ is before (\S+)/,
    predicate: 'has a certificate that is not valid before $1',
  },
  { id: 'certificate-refused', pattern: /x509: (.+)/, predicate: 'has a certificate that is refused ($1)' },
];

const OTHER_RULES: readonly Rule[] = [
  {
    id: 'no-tls',
    pattern: /first record does not look like a TLS handshake|server gave HTTP response to HTTPS client/,
    predicate: 'does not speak TLS on the port that its APIService names',
  },
  {
    id: 'client-certificate-refused',
    pattern: /remote error: tls: (.+?)(?:"|$)/,
    predicate: 'ends the TLS handshake ($1): it does not take the front proxy certificate of the aggregator',
  },
  {
    id: 'refused',
    pattern: /dial tcp ([^\s:]+:\d+|\[[^\]]+\]:\d+): connect: connection refused/,
    predicate: 'is not there: nothing listens at $1',
  },
  { id: 'refused', pattern: /connection refused/, predicate: 'is not there: nothing listens at its address' },
  {
    id: 'unresolved',
    pattern: /lookup (\S+?)(?: on \S+)?: no such host/,
    predicate: 'has no address: $1 does not resolve',
  },
  {
    id: 'unreachable',
    pattern: /no route to host|network is unreachable/,
    predicate: 'cannot be reached from the API server: there is no way to its address',
  },
  {
    id: 'late',
    pattern:
      /deadline exceeded|Client\.Timeout|request timed out|i\/o timeout|timed out waiting|handshake timeout/,
    predicate: 'does not answer within the 5 seconds that the aggregator waits',
  },
  {
    id: 'version-not-served',
    pattern: /bad status from \S+?(\/apis?\/[^\s:"]+): 404/,
    predicate: 'does not serve the version that its APIService registers: it answers GET $1 with 404',
  },
  {
    id: 'aggregator-refused',
    pattern: /bad status from \S+?(\/apis?\/[^\s:"]+): (401|403)/,
    predicate:
      'answers the aggregator itself with $2: it does not trust the front proxy (--requestheader-client-ca-file) or does not let it read $1',
  },
  {
    id: 'late-for-kx',
    pattern: /did not answer within ([\d.]+ s)/,
    predicate: 'does not answer within $1, the time of --request-timeout',
  },
  {
    id: 'bad-status',
    pattern: /bad status from \S+?(\/apis?\/[^\s:"]+): (\d+)/,
    predicate: 'answers GET $1 with status $2',
  },
  {
    id: 'redirect',
    pattern: /redirect/i,
    predicate: 'answers with a redirect, which the aggregator does not follow',
  },
  {
    id: 'cut',
    pattern: /connection reset|\bEOF\b|broken pipe|server closed/,
    predicate: 'cuts the connection before it answers',
  },
  {
    id: 'headless',
    pattern: /cannot route to service with ClusterIP "None"/,
    predicate: 'is behind a headless Service, to which the aggregator cannot route',
  },
  {
    id: 'external-name',
    pattern: /unsupported service type "?ExternalName/,
    predicate:
      'is behind an ExternalName Service, which this API server does not route to (--enable-aggregator-routing)',
  },
];

/**
 * Says in plain words what an error text of kube-apiserver means: the body of its 503, or the message of an APIService's
 * condition.
 *
 * @returns undefined for a text that says nothing: `service unavailable`
 */
export function translateFailure(text: string): Failure | undefined {
  return find(CERTIFICATE_RULES, text, true) ?? find(OTHER_RULES, text, false);
}

function find(rules: readonly Rule[], text: string, isCertificate: boolean): Failure | undefined {
  for (const { id, pattern, predicate } of rules) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const filled = predicate.replaceAll(/\$(\d)/g, (_, index) => match[Number(index)] ?? '');
    return { id, predicate: filled, isCertificate };
  }
  return undefined;
}
