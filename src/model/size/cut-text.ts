/** What stands for what was cut off. */
const ELLIPSIS = '…';

/**
 * Shortens a text on the end of a word, or of a sentence where one ends in the last third.
 *
 * @param length the most characters (code points) that it may have
 * @returns the text with an ellipsis, or without where a sentence ends; undefined where no word fits
 */
export function cutText(text: string, length: number): string | undefined {
  const characters = [...text];
  if (characters.length <= length) return text;
  const head = characters.slice(0, Math.max(0, length)).join('');
  const [sentence = ''] = /^[\s\S]*[.!?](?=\s)/u.exec(`${head}${characters[length] ?? ''}`) ?? [];
  if (sentence !== '' && [...sentence].length * 3 >= length * 2) return sentence;
  const shorter = characters.slice(0, Math.max(0, length - 2)).join('');
  const next = characters[length - 2] ?? ' ';
  const words = /[\s,;:.!?)]/u.test(next) ? shorter : shorter.replace(/\S*$/u, '');
  const kept = words.replace(/[\s,;:([{"'-]+$/u, '');
  return kept === '' ? undefined : `${kept} ${ELLIPSIS}`;
}
