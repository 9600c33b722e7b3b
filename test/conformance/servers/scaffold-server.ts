import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runKx } from '../../support/run-kx.ts';
import { clusterCrdCommand, crdCommand } from '../scaffold-flags.ts';
import type { Startable } from './direct-subject.ts';
import type { ServerKind } from './server-kind.ts';

/** The name of the project: of its Service, too. */
const NAME = 'my-aa';

/**
 * Scaffolds a server of the kinds that checks speak of, below `directory`.
 *
 * @throws Error with what kx said
 */
export function scaffoldServer(kind: ServerKind, directory: string): Startable {
  mkdirSync(directory, { recursive: true });
  const crds = [crdCommand(), clusterCrdCommand()].map((command) => kx(command, directory));
  writeFileSync(join(directory, 'kinds.yaml'), crds.join('---\n'));
  kx(['scaffold', 'aa', NAME, '--from', 'kinds.yaml', ...kind.scaffold], directory);
  const project = join(directory, NAME);
  return { project, program: kind.program(project), storageFlags: kind.storageFlags };
}

function kx(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = runKx(args, { cwd });
  if (status !== 0) throw new Error(`kx ${args.join(' ')}: ${stderr}`);
  return stdout;
}
