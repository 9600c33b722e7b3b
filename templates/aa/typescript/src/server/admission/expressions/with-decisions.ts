import type { User } from '../../authentication/user.ts';
import type { Attributes } from '../../authorization/attributes.ts';
import type { Authorizer } from '../../authorization/authorizer.ts';
import type { Decide, Decided } from '../../cel/functions/authorizer-functions.ts';

/** An expression asks for something that is not decided yet. */
class UndecidedError extends Error {
  readonly user: User;
  readonly asked: Attributes;

  constructor(user: User, asked: Attributes) {
    super('not decided yet');
    this.user = user;
    this.asked = asked;
  }
}

/**
 * Evaluates expressions, which cannot wait: where they ask the authorizer, they are evaluated anew once it has answered.
 */
export const withDecisions = async <T>(
  authorizer: Authorizer,
  evaluate: (decide: Decide) => T | Promise<T>,
): Promise<T> => {
  const decisions = new Map<string, Decided>();
  const keyOf = (user: User, asked: Attributes): string => JSON.stringify([user, asked]);
  const decide: Decide = (user, asked) => {
    const decided = decisions.get(keyOf(user, asked));
    if (decided === undefined) throw new UndecidedError(user, asked);
    return decided;
  };
  for (;;) {
    try {
      return await evaluate(decide);
    } catch (cause) {
      if (!(cause instanceof UndecidedError)) throw cause;
      const { user, asked } = cause;
      decisions.set(keyOf(user, asked), await decisionOf(authorizer, user, asked));
    }
  }
};

const decisionOf = async (authorizer: Authorizer, user: User, asked: Attributes): Promise<Decided> => {
  try {
    return { ...(await authorizer(user, asked)), error: '' };
  } catch (cause) {
    return { allowed: false, reason: '', error: cause instanceof Error ? cause.message : String(cause) };
  }
};
