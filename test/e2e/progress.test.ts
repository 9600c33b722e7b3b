import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { startKx } from '../support/run-kx.ts';
import { tempDir } from '../support/temp-dir.ts';
import { HAS_TERMINAL, kxOnTerminal } from '../support/terminal.ts';

/** @returns the address of a server that thinks before it says that it is none of Kubernetes */
async function slowServer(): Promise<string> {
  const server = createServer((_, response) => {
    setTimeout(() => response.writeHead(404).end(), 1_500);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

const CLEAR = '\r\u001b[2K';

it.skipIf(!HAS_TERMINAL)(
  'a walk of more than a second is told of on a terminal, without a trace',
  async () => {
    const address = await slowServer();
    const { screen } = await kxOnTerminal(['discover', '--server', address], { cwd: tempDir() }).ended();
    const frames = screen.split(CLEAR);
    expect(frames.length).toBeGreaterThan(2);
    expect(frames.slice(1, -1).every((frame) => frame.endsWith(` asking ${address}, 1 s`))).toBe(true);
    expect(frames.at(-1)?.startsWith('\u001b[31merror:')).toBe(true);
  },
);

it.skipIf(!HAS_TERMINAL).each(['-q', '-v 1'])('not with %s', async (flag) => {
  const args = ['discover', '--server', await slowServer(), ...flag.split(' ')];
  const { screen } = await kxOnTerminal(args, { cwd: tempDir() }).ended();
  expect(screen).not.toContain('asking');
});

it('nothing is told anywhere else', async () => {
  const kx = startKx(['discover', '--server', await slowServer()]);
  const printed: string[] = [];
  for (const stream of [kx.stdout, kx.stderr]) stream?.on('data', (chunk) => printed.push(String(chunk)));
  expect(await new Promise((resolve) => kx.on('close', resolve))).toBe(5);
  expect(printed.join('')).toMatch(/^error: [^\r\n]*\nhint: [^\r\n]*\n$/u);
});
