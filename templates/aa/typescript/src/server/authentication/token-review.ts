import { createHmac, randomBytes } from 'node:crypto';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../api/json.ts';
import type { ClusterClient } from '../cluster/cluster-client.ts';
import { createRecentAnswers } from '../cluster/recent-answers.ts';
import { withRetries } from '../cluster/with-retries.ts';
import type { User } from './user.ts';

/** Whose a bearer token is; undefined for one that is not accepted. @throws ClusterError where nobody can tell */
export type TokenReviewer = (token: string) => Promise<User | undefined>;

const path = '/apis/authentication.k8s.io/v1/tokenreviews';
const keepMilliseconds = 10_000;
const mostTokens = 4096;

/**
 * Asks kube-apiserver whose a token is, and believes each answer for ten seconds, a refusal too. Tokens themselves are
 * not kept, only what a key of this process makes of them (k8s.io/apiserver plugin/pkg/authenticator/token/webhook,
 * pkg/authentication/token/cache).
 */
export const createTokenReviewer = (client: ClusterClient, now: () => number): TokenReviewer => {
  const secret = randomBytes(32);
  const answers = createRecentAnswers<User | undefined>({ keepMilliseconds, most: mostTokens, now });
  return (token) => {
    const key = createHmac('sha256', secret).update(token).digest('base64');
    return answers.get(key, () => review(client, token));
  };
};

const review = async (client: ClusterClient, token: string): Promise<User | undefined> => {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token } };
  const answer = await withRetries(() => client.call({ path, body }));
  const status = ownMember(answer, 'status');
  if (!isJsonObject(status) || ownMember(status, 'authenticated') !== true) return undefined;
  const user = ownMember(status, 'user');
  return isJsonObject(user) ? userOf(user) : undefined;
};

const userOf = (user: JsonObject): User | undefined => {
  const name = textOf(ownMember(user, 'username'));
  if (name === '') return undefined;
  const extra = ownMember(user, 'extra');
  const entries = Object.entries(isJsonObject(extra) ? extra : {});
  return {
    name,
    uid: textOf(ownMember(user, 'uid')),
    groups: textsOf(ownMember(user, 'groups')),
    extra: Object.fromEntries(entries.map(([key, values]) => [key, textsOf(values)])),
    source: 'token',
  };
};

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const textsOf = (value: JsonValue | undefined): readonly string[] =>
  isJsonList(value) ? value.map(textOf).filter((text) => text !== '') : [];
