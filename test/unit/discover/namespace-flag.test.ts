import { expect, it } from 'vitest';
import { runProgram } from '../../../src/program/run-program.ts';
import { testIo } from '../../support/test-io.ts';
import { HEALTHY } from './answers.ts';
import { fakeApiServer } from './fake-api-server.ts';
import { kubeconfigFor } from './run-discover.ts';

it.each([['-n', 'dev'], ['--namespace', 'dev'], ['--namespace=dev'], ['-ndev']])(
  'kx discover takes %s %s, which asks nothing else of the server',
  async (...flag) => {
    const server = await fakeApiServer(HEALTHY);
    const run = async (more: readonly string[]) => {
      const io = testIo();
      const argv = ['discover', '--kubeconfig', kubeconfigFor(server), '-q', ...more];
      return { code: await runProgram(argv, io), ...io.printed() };
    };
    const without = await run([]);
    expect(await run(flag)).toEqual(without);
    const [first, second] = [server.requests.slice(0, 2), server.requests.slice(2)];
    const paths = (requests: typeof first) => requests.map(({ path }) => path).toSorted();
    expect(paths(second)).toEqual(paths(first));
  },
);

it('kx discover --help says which namespace holds without it', async () => {
  const io = testIo();
  await runProgram(['discover', '--help'], io);
  expect(io.printed().stdout).toMatch(
    /-n, --namespace <name> +namespace of requests that have one\n? *\(default:\s+the context's, else\s+default\)/,
  );
});
