import { expect, it } from 'vitest';
import { ClusterError, UsageError } from '../../../src/errors.ts';
import { showError } from '../../../src/ui/show-error.ts';
import { testIo } from '../../support/test-io.ts';

async function shown(error: unknown, argv: readonly string[] = [], env: Record<string, string> = {}) {
  const io = testIo({ env });
  const exitCode = await showError(error, argv, io);
  return { exitCode, ...io.printed() };
}

it('is a sentence, what is wrong, and the way out', async () => {
  const violations = [{ path: '--scope', message: "is 'x'", hint: 'Namespaced' }];
  const error = new UsageError('this cannot work', { hint: 'try again', violations });
  expect(await shown(error)).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: "error: this cannot work\n  --scope: is 'x' (Namespaced)\nhint: try again\n",
  });
});

it('is a document too where one was asked for', async () => {
  const { stdout, exitCode } = await shown(new ClusterError('no answer'), ['discover', '-o', 'json']);
  expect(JSON.parse(stdout)).toEqual({ kind: 'Error', exitCode: 5, message: 'no answer', violations: [] });
  expect(exitCode).toBe(5);
});

it('lets no server draw on the terminal or forge a line', async () => {
  const { stderr } = await shown(new ClusterError('it says \u001b[2J\nerror: all is lost'));
  expect(stderr.split('\n')).toHaveLength(2);
  expect(stderr).not.toContain('\u001b');
});

it.each([[new Error('oops')], ['oops']])('calls %j a defect', async (error) => {
  const { exitCode, stderr } = await shown(error);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^error: kx has a defect: oops\nhint: /);
});

it('shows causes with KX_DEBUG=1', async () => {
  const error = new ClusterError('no answer', { cause: new Error('the cause') });
  expect((await shown(error, [], { KX_DEBUG: '1' })).stderr).toContain('caused by: Error: the cause');
});

it('is red where colour is wanted', async () => {
  const { stderr } = await shown(new ClusterError('no'), ['--color', 'always']);
  expect(stderr).toBe('\u001b[31merror:\u001b[39m no\n');
});
