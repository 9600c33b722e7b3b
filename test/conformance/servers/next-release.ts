import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runKx } from '../../support/run-kx.ts';
import { FIXTURE } from '../fixture.ts';
import { clusterCrdCommand, crdCommand, PROJECT } from '../scaffold-flags.ts';
import type { Startable } from './direct-subject.ts';
import type { ServerKind } from './server-kind.ts';

/**
 * Scaffolds the server as it may be in a year: its namespaced kind has got a second version, in which its objects are
 * kept from now on.
 *
 * @throws Error with what kx said
 */
export function scaffoldNextRelease(kind: ServerKind, directory: string): Startable {
  const home = join(directory, 'next');
  const project = join(home, PROJECT);
  mkdirSync(home, { recursive: true });
  kx(crdCommand(join(home, 'widget')));
  kx(clusterCrdCommand(join(home, 'class')));
  const [widget, other] = ['widget', 'class'].map((each) =>
    parse(readFileSync(join(home, each, 'crd.yaml'), 'utf8')),
  );
  const [first] = widget.spec.versions;
  widget.spec.versions = [
    { ...first, storage: false },
    { ...first, name: FIXTURE.nextVersion },
  ];
  const crds = join(home, 'crds.json');
  writeFileSync(crds, [widget, other].map((each) => JSON.stringify(each)).join('\n---\n'));
  kx(['scaffold', 'aa', PROJECT, '--from', crds, '--out', project, ...kind.scaffold]);
  return { project, program: kind.program(project), storageFlags: kind.storageFlags };
}

function kx(command: readonly string[]): void {
  const { status, stderr } = runKx(command);
  if (status !== 0) throw new Error(`kx ${command.join(' ')}: ${stderr}`);
}
