import { PLAIN_TYPES } from '../../model/schema/field-type.ts';
import { type Completion, NOTHING, plain } from './completion.ts';

/** What may follow a whole type: nothing, `!` for a required field, `[]` for a list. */
const AFTER_TYPE = ['', '!', '[]'];

/**
 * Completes the type in `spec.replicas:int32`; the path before it is the user's to name.
 *
 * @param typed the value of `--field` as far as it is typed
 * @returns types without a space behind them, since a default and constraints may follow
 */
export function completeField(typed: string): Completion {
  const {
    path,
    outer = '',
    type = '',
  } = /^(?<path>[^:]+:)(?<outer>(?:map<)*)(?<type>[\w-]*)$/.exec(typed)?.groups ?? {};
  if (path === undefined) return NOTHING;
  const names = [...Object.keys(PLAIN_TYPES), 'map<'].filter((name) => name.startsWith(type));
  const [only = ''] = names;
  const whole = names.length === 1 && only !== 'map<' && outer === '';
  const values = whole ? AFTER_TYPE.map((suffix) => `${only}${suffix}`) : names;
  return { candidates: plain(values.map((value) => `${path}${outer}${value}`)), next: 'nospace' };
}
