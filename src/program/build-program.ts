import { Command } from 'commander';
import type { CommandSpec } from '../commands/command.ts';
import type { Io } from '../io.ts';
import { VERSION } from '../version.ts';
import { COMMAND_GROUPS } from './command-groups.ts';

const AFTER_HELP = `
Examples:
  kx demo
  kx scaffold crd tabs.example.com --kind Tab --field 'spec.cron:string!'
  kx scaffold aa my-aa --group demo.kx.dev --kind Widget
  kx certs gen --service my-aa --namespace my-aa-system
  kx discover --verbose

Exit codes: 0 done, 1 problems found or failed, 2 usage,
3 would overwrite or locked, 4 a merge left conflicts,
5 cluster, TLS or authentication failed, 130 cancelled`;

/** The commander tree, and each command's place in it by its name. */
export type Program = { readonly root: Command; readonly leaves: ReadonlyMap<string, Command> };

/** @returns the tree with the names and summaries of all commands; nothing else of them is loaded */
export function buildProgram(commands: readonly CommandSpec[], io: Io): Program {
  const root = quiet(new Command('kx'), io)
    .enablePositionalOptions()
    .description('Scaffold and inspect Kubernetes API extensions.')
    .version(`kx ${VERSION}`, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', AFTER_HELP);
  const leaves = new Map(commands.map((spec) => [spec.name, addLeaf(root, spec, io)]));
  return { root, leaves };
}

function addLeaf(root: Command, { name, summary }: CommandSpec, io: Io): Command {
  const words = name.split(' ');
  const leaf = words.at(-1) ?? name;
  const parent = words.length === 1 ? root : groupOf(root, words[0] ?? '', io);
  return quiet(parent.command(leaf), io).summary(summary).description(summary).allowExcessArguments(false);
}

function groupOf(root: Command, name: string, io: Io): Command {
  const existing = root.commands.find((command) => command.name() === name);
  if (existing !== undefined) return existing;
  return quiet(root.command(name), io)
    .description(COMMAND_GROUPS[name] ?? '')
    .helpOption('-h, --help', 'print help');
}

/** Commander throws in place of exiting, prints help to the Io, and leaves errors to `main`. */
function quiet(command: Command, io: Io): Command {
  return command.exitOverride().configureOutput({
    writeOut: (text) => void io.stdout.write(text),
    writeErr: (text) => void (text.startsWith('error: ') || io.stdout.write(text)),
    getOutHelpWidth: () => Math.min(io.stdout.columns ?? 80, 100),
    getErrHelpWidth: () => Math.min(io.stdout.columns ?? 80, 100),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
}
