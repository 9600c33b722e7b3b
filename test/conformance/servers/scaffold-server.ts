import { join } from 'node:path';
import { runKx } from '../../support/run-kx.ts';
import { aaCommand, PROJECT } from '../scaffold-flags.ts';
import type { Startable } from './direct-subject.ts';
import type { ServerKind } from './server-kind.ts';

/**
 * Scaffolds a server of the kinds that checks speak of, below `directory`.
 *
 * @throws Error with what kx said
 */
export function scaffoldServer(kind: ServerKind, directory: string): Startable {
  const project = join(directory, PROJECT);
  const command = [...aaCommand(project), ...kind.scaffold];
  const { status, stderr } = runKx(command);
  if (status !== 0) throw new Error(`kx ${command.join(' ')}: ${stderr}`);
  return { project, program: kind.program(project), storageFlags: kind.storageFlags };
}
