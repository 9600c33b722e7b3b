import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../conformance/all-checks.ts';
import { runChecks } from '../conformance/run-checks.ts';
import { SERVERS } from '../conformance/servers/all-servers.ts';
import { type RunningSubject, startDirectSubject } from '../conformance/servers/direct-subject.ts';
import { scaffoldServer } from '../conformance/servers/scaffold-server.ts';
import { unexpectedResults } from '../conformance/servers/unexpected.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe.each(SERVERS)('the checks of extension API servers: $title, on its own port', (kind) => {
  const directory = mkdtempSync(join(tmpdir(), 'kx-conformance-'));
  let subject: RunningSubject | undefined;

  beforeAll(async () => {
    subject = await startDirectSubject(scaffoldServer(kind, directory));
  });
  afterAll(async () => {
    await subject?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('come out as the table says', async () => {
    if (subject === undefined) throw new Error('it did not start');
    expect(unexpectedResults(await runChecks(CHECKS, subject), kind)).toEqual([]);
  });
});
