import type { Presentation } from '../presentation.ts';
import { allowsServing } from './go-certificate.ts';
import { goChains, goInvalid } from './go-chain.ts';
import { goConstraintError } from './go-constraints.ts';
import { goHostnameError } from './go-hostname.ts';

/**
 * Predicts what Go's crypto/tls says of a server: the newest Go, which kube-apiserver and kubectl are built with.
 *
 * @returns its sentence, or undefined where it takes the server
 */
export function goVerdict(presentation: Presentation): string | undefined {
  const { chain, name, at } = presentation;
  const [leaf] = chain;
  const fault = chain.flatMap(({ faults }) => faults)[0];
  if (fault !== undefined) return `tls: failed to parse certificate from server: ${fault.go}`;
  if (leaf === undefined) return 'tls: received empty certificates message';
  const invalid = goInvalid({ certificate: leaf, at, chain: [], role: 'leaf' });
  if (invalid !== undefined) return invalid;
  const wrongName = name === undefined ? undefined : goHostnameError(leaf, name);
  return wrongName ?? judgeChains(presentation);
}

function judgeChains(presentation: Presentation): string | undefined {
  const { chains, error } = goChains(presentation);
  if (error !== undefined) return error;
  const serving = chains.filter((chain) => chain.every(allowsServing));
  const constraints = serving.map(goConstraintError);
  if (constraints.includes(undefined)) return undefined;
  return constraints[0] ?? 'x509: certificate specifies an incompatible key usage';
}
