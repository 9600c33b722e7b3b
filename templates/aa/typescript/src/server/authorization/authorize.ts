import type { User } from '../authentication/user.ts';
import type { Attributes } from './attributes.ts';
import type { Authorizer } from './authorizer.ts';
import { forbiddenPath, forbiddenResource } from './forbidden.ts';

/** Lets a user do something or fails with 403. @throws ApiError also where nobody can tell */
export const authorize = async (authorizer: Authorizer, user: User, asked: Attributes): Promise<void> => {
  const decision = await authorizer(user, asked);
  if (decision.allowed) return;
  const { reason } = decision;
  throw asked.isResource ? forbiddenResource(user, asked, reason) : forbiddenPath(user, asked, reason);
};
