import type { Means } from '../means.ts';
import { type RunningSubject, type Startable, startDirectSubject } from './direct-subject.ts';
import { scaffoldNextRelease } from './next-release.ts';
import { openProject } from './open-project.ts';
import { scaffoldServer } from './scaffold-server.ts';
import type { ServerKind } from './server-kind.ts';

/** Scaffolds a server below `directory` and starts it on its own port, with all that checks can ask for there. */
export async function startWholeSubject(kind: ServerKind, directory: string): Promise<RunningSubject> {
  const startable = scaffoldServer(kind, directory);
  const next = scaffoldNextRelease(kind, directory);
  return startDirectSubject(startable, { next, means: meansOf(kind, startable) });
}

function meansOf(kind: ServerKind, startable: Startable): Partial<Means> {
  const { sharesStore, otherStores } = kind;
  return {
    project: openProject(kind, startable),
    ...(sharesStore === undefined ? {} : { sharedStore: sharesStore }),
    ...(otherStores === undefined ? {} : { otherStores }),
  };
}
