import type { ChalkInstance } from 'chalk';

/**
 * inquirer colours by what it finds out about stdout; questions are on stderr, and the colour rule is kx's own.
 *
 * @param hint how an answer looks; shown behind the message until there is one
 * @returns every style that the prompts of kx use
 */
export function promptTheme(chalk: ChalkInstance, hint?: string) {
  const hinted = hint === undefined ? '' : ` ${chalk.dim(`(${hint})`)}`;
  return {
    prefix: { idle: chalk.blue('?'), done: chalk.green('✔') },
    spinner: { frames: ['?'] },
    style: {
      answer: (text: string) => chalk.cyan(text),
      message: (text: string, status: string) => chalk.bold(text) + (status === 'done' ? '' : hinted),
      error: (text: string) => chalk.red(`  ${text}`),
      defaultAnswer: (text: string) => chalk.dim(`(${text})`),
      help: (text: string) => chalk.dim(text),
      highlight: (text: string) => chalk.cyan(text),
      key: (text: string) => chalk.bold(text),
      disabled: (text: string) => chalk.dim(text),
      description: (text: string) => chalk.dim(text),
      keysHelpTip: (keys: readonly (readonly [key: string, action: string])[]) =>
        chalk.dim(keys.map(([key, action]) => `${key} ${action}`).join(', ')),
    },
  };
}
