/** Cc, line and paragraph separators, halves of a surrogate pair, and what turns the direction of writing (UAX #9). */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/gu;

/**
 * Makes text of others safe to show on a terminal in one line: what would move the cursor, break the line, change
 * colours or reverse the reading direction is written as its JSON escape.
 *
 * @param text anything, such as the message of a server
 * @returns the same text with `\u001b` for ESC, `\u000a` for a line break, `\u202e` for a right-to-left override
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
