import { spawnSync } from 'node:child_process';

/** Flags and settings of the control plane's build: what both are made of is compiled once. */
export const GO_ENVIRONMENT = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -trimpath', GOWORK: 'off' };

/** Whether servers in Go can be built on this machine. */
export const HAS_GO = spawnSync('go', ['version']).status === 0;

/** @returns what `go` prints in a project; @throws Error with it where it fails */
export function go(project: string, ...args: readonly string[]): string {
  return run('go', project, args);
}

/** @returns the files of a project that gofmt would write otherwise, and how; nothing where it would not */
export function gofmt(project: string): string {
  return run('gofmt', project, ['-d', '.']);
}

function run(command: string, cwd: string, args: readonly string[]): string {
  const options = {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...GO_ENVIRONMENT },
    maxBuffer: 1e8,
  } as const;
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stdout + stderr}`);
  return stdout;
}
