import { isDeepStrictEqual } from 'node:util';
import type { Attributes } from './attributes.ts';

/** Who of those that may change an object is asked again since another one has changed it. */
export type Reinvocation<Asked> = {
  /** Another round begins with this object. */
  readonly begin: (object: Attributes['object']) => void;
  /** The round is over with this one. */
  readonly end: (object: Attributes['object']) => void;
  /** Whether somebody is asked: in the first round everybody, then who wants to be asked again and has reason to. */
  readonly isDue: (asked: Asked) => boolean;
  /** Somebody was asked; `wantsMore` where it wants to be again if the object is changed after it. */
  readonly asked: (
    asked: Asked,
    outcome: { readonly isChanged: boolean; readonly wantsMore: boolean },
  ) => void;
  readonly hasChanged: () => boolean;
};

/** For one kind of plugin (k8s.io/apiserver pkg/admission/plugin/webhook/mutating/reinvocationcontext.go). */
export const createReinvocation = <Asked>(): Reinvocation<Asked> => {
  const before = new Set<Asked>();
  const due = new Set<Asked>();
  let rounds = 0;
  let last: Attributes['object'] = null;
  let hasChanged = false;
  const requireAgain = (): void => {
    for (const each of before) due.add(each);
    before.clear();
  };
  return {
    begin: (object) => {
      rounds += 1;
      if (rounds > 1 && !isDeepStrictEqual(object, last)) requireAgain();
    },
    end: (object) => {
      last = object;
    },
    isDue: (asked) => rounds === 1 || due.has(asked),
    asked: (asked, { isChanged, wantsMore }) => {
      if (isChanged) {
        hasChanged = true;
        requireAgain();
      }
      if (wantsMore) before.add(asked);
    },
    hasChanged: () => hasChanged,
  };
};
