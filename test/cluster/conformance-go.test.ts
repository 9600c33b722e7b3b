import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../conformance/all-checks.ts';
import { runChecks } from '../conformance/run-checks.ts';
import { SERVERS } from '../conformance/servers/all-servers.ts';
import { unexpectedResults } from '../conformance/servers/unexpected.ts';
import { startWholeSubject } from '../conformance/servers/whole-subject.ts';
import { HAS_GO } from './go-command.ts';

const KINDS = SERVERS.filter(({ needsGo }) => needsGo === true);

describe.each(KINDS)('the checks of extension API servers: $title, on its own port', (kind) => {
  it.skipIf(!HAS_GO)('come out as the table says', { timeout: 600_000 }, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'kx-conformance-'));
    const subject = await startWholeSubject(kind, directory);
    try {
      expect(unexpectedResults(await runChecks(CHECKS, subject), kind)).toEqual([]);
    } finally {
      await subject.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
