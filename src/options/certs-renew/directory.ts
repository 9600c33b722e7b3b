import { type Checked, invalid, valid } from '../../checked.ts';

/**
 * @param args what was typed in place of DIR
 * @returns the directory as typed, or the default
 */
export function checkDirectory(args: readonly string[], fallback: string): Checked<string> {
  const typed = args[0] ?? fallback;
  const path = 'DIR';
  if (typed === '') return invalid([{ path, message: 'is empty', hint: 'for this directory write .' }]);
  return typed.includes('\0') ? invalid([{ path, message: 'has a NUL character' }]) : valid(typed);
}
