import { internalError } from '../api/api-errors.ts';
import { isJsonObject, type JsonObject, ownMember } from '../api/json.ts';
import type { User } from '../authentication/user.ts';
import type { ClusterClient } from '../cluster/cluster-client.ts';
import { createRecentAnswers } from '../cluster/recent-answers.ts';
import { withRetries } from '../cluster/with-retries.ts';
import type { Log } from '../log/log.ts';
import type { Attributes } from './attributes.ts';
import type { Authorizer, Decision } from './authorizer.ts';

const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
const keepMilliseconds = 10_000;
const mostDecisions = 8192;

/** What a client may make as long as it likes is not kept: upstream's maxControlledAttrCacheSize. */
const longestKept = 10_000;

/**
 * Asks kube-apiserver what a user may do, and believes each answer for ten seconds (k8s.io/apiserver
 * plugin/pkg/authorizer/webhook). 500 where it cannot tell.
 */
export const createAccessReviewer = (
  client: ClusterClient,
  { now, log }: { readonly now: () => number; readonly log: Log },
): Authorizer => {
  const answers = createRecentAnswers<Decision>({ keepMilliseconds, most: mostDecisions, now });
  return async (user, asked) => {
    const spec = specOf(user, asked);
    const ask = () => review(client, spec);
    try {
      return isKept(asked) ? await answers.get(JSON.stringify(spec), ask) : await ask();
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      log.error('Cannot ask kube-apiserver what a user may do', { user: user.name, err: message });
      throw internalError('kube-apiserver cannot be asked whether this is allowed');
    }
  };
};

const isKept = (asked: Attributes): boolean => Object.values(asked).join('').length < longestKept;

/** Members as encoding/json leaves them out: those that are empty. */
const specOf = (user: User, { isResource, ...asked }: Attributes): JsonObject => {
  const attributes = withoutEmpty(asked);
  return {
    ...withoutEmpty({ user: user.name, uid: user.uid }),
    ...(user.groups.length === 0 ? {} : { groups: user.groups }),
    ...(Object.keys(user.extra).length === 0 ? {} : { extra: user.extra }),
    ...(isResource ? { resourceAttributes: attributes } : { nonResourceAttributes: attributes }),
  };
};

const withoutEmpty = (members: Readonly<Record<string, string>>): JsonObject =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''));

const review = async (client: ClusterClient, spec: JsonObject): Promise<Decision> => {
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec };
  const status = ownMember(await withRetries(() => client.call({ path, body })), 'status');
  if (!isJsonObject(status)) throw new Error('a SubjectAccessReview came back without a status');
  const reason = ownMember(status, 'reason');
  const isAllowed = ownMember(status, 'allowed') === true && ownMember(status, 'denied') !== true;
  return { allowed: isAllowed, reason: typeof reason === 'string' ? reason : '' };
};
