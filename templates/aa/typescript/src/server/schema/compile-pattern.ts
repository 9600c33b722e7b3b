import { matches } from './re2/match-text.ts';
import { patternProblem, patternProgram } from './re2/pattern.ts';

/**
 * Compiles the `pattern` of a schema, once: gives a function that says whether it is found in a text. Patterns are
 * RE2 as in kube-apiserver, and take time linear in the text: no text can hold the server up. One that is not RE2 fails
 * with a sentence.
 */
export const compilePattern = (pattern: string): ((text: string) => boolean) => {
  const program = patternProgram(pattern);
  if (program === undefined) {
    throw new Error(
      `the pattern "${pattern}" is not a regular expression of RE2: ${patternProblem(pattern)}`,
    );
  }
  return (text) => matches(program, text);
};
