import type { CommandSpec } from '../commands/command.ts';
import { COMPLETION } from '../commands/completion-spec.ts';

/** Every command of kx, in the order of --help. */
export const COMMANDS: readonly CommandSpec[] = [COMPLETION];
