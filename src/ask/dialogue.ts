import type { ChalkInstance } from 'chalk';
import type { Io } from '../io.ts';
import type { AnswerContext } from '../options/question.ts';

/** What a question needs: the terminal, its colours, what is known so far, and how an answer is checked. */
export type Dialogue = AnswerContext & { readonly io: Io; readonly chalk: ChalkInstance };
