import type { User } from '../authentication/user.ts';
import type { Attributes } from './attributes.ts';

/** Whether something is allowed; the reason is for whoever asked. */
export type Decision = { readonly allowed: boolean; readonly reason: string };

/** Decides what a user may do. @throws ApiError where nobody can tell: what is not decided is not allowed */
export type Authorizer = (user: User, asked: Attributes) => Decision | Promise<Decision>;

export const allowed: Decision = { allowed: true, reason: '' };
export const denied: Decision = { allowed: false, reason: '' };
