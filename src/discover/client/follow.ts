import { ClusterError } from '../../errors.ts';
import { type Attempt, attempt, type Outcome } from './attempt.ts';
import { redirection } from './redirection.ts';

/** How many requests a chain of redirections may take (net/http client.go defaultCheckRedirect). */
const MAX_REQUESTS = 10;

/**
 * Sends a request once, and again to wherever the server says that it is answered (net/http client.go redirectBehavior):
 * each of these requests has its events and its record. Another server is not asked, unlike with kubectl, which takes
 * the credentials there: that answer is the last one.
 *
 * @throws CancelledError on Ctrl-C
 */
export async function follow(trying: Attempt): Promise<Outcome> {
  let outcome = await attempt(trying);
  for (let sent = 1; ; sent += 1) {
    const { exchange, request } = outcome;
    const next = exchange === undefined ? undefined : redirection(exchange);
    const isHere = next?.origin === new URL(trying.target.server).origin;
    if (next === undefined || !isHere || request.method !== 'GET') return outcome;
    if (sent === MAX_REQUESTS)
      return { request, exchange: undefined, error: endless(trying), mayComeBack: false };
    const path = next.pathname + next.search;
    outcome = await attempt({ ...trying, redirected: { path, from: request.url } });
  }
}

function endless({ target, ask }: Attempt): ClusterError {
  return new ClusterError(`GET ${target.server}${ask.path}: redirected ${MAX_REQUESTS} times, without end`, {
    hint: `ask the server itself: check the address in ${target.origins.server}`,
  });
}
