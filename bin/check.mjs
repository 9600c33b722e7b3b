// The test command: lint, format, types, unused code, package check, then the tests. Those that need a real control
// plane run where one is built already, and are skipped with a word elsewhere. With --cluster: only those, and the
// control plane is built first where it is missing. KX_CLUSTER_LANE=apart leaves them to such a run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const CLUSTER_ONLY = process.argv.includes('--cluster');

const CHECKS = [
  { name: 'lint and format', command: ['biome', 'ci', '--error-on-warnings', '.'] },
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'unused code', command: ['knip'] },
  { name: 'package', command: ['publint', '--strict'] },
];

const APART = process.env['KX_CLUSTER_LANE'] === 'apart';
const PROJECTS = ['unit', 'golden', 'faults', 'e2e', ...(APART ? [] : ['cluster'])];

const counts = CLUSTER_ONLY ? [runTests(['cluster'])] : [...CHECKS.map(runCheck), runTests(PROJECTS)];
const total = counts.reduce(
  (sum, count) => ({
    passed: sum.passed + count.passed,
    failed: sum.failed + count.failed,
    skipped: sum.skipped + count.skipped,
  }),
  { passed: 0, failed: 0, skipped: 0 },
);
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

/**
 * @param {{ name: string, command: string[] }} check
 * @returns {Count}
 */
function runCheck({ name, command }) {
  const started = Date.now();
  const { status, stdout, stderr } = npx(command, 'pipe');
  const took = `${((Date.now() - started) / 1000).toFixed(1)} s`;
  process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${took})\n`);
  if (status === 0) return { passed: 1, failed: 0, skipped: 0 };
  process.stdout.write(`${stdout}${stderr}`);
  return { passed: 0, failed: 1, skipped: 0 };
}

/**
 * @param {string[]} names vitest projects
 * @returns {Count}
 */
function runTests(names) {
  const folder = mkdtempSync(join(tmpdir(), 'kx-check-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${report}`];
  try {
    const selected = names.flatMap((name) => ['--project', name]);
    const { status } = npx(['vitest', 'run', ...selected, ...reporters], 'inherit');
    return countTests(JSON.parse(readFileSync(report, 'utf8')), status);
  } catch (error) {
    process.stdout.write(`FAILED tests: ${error instanceof Error ? error.message : error}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {{ numPassedTests: number, numFailedTests: number, numFailedTestSuites: number, numPendingTests: number, numTodoTests: number }} report
 * @param {number | null} status vitest's exit code, non-zero also for errors outside of tests
 * @returns {Count}
 */
function countTests(report, status) {
  const failed = report.numFailedTests;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @param {string[]} command a program of node_modules/.bin and its arguments
 * @param {'inherit' | 'pipe'} stdio
 */
function npx([name = '', ...args], stdio) {
  const shell = process.platform === 'win32';
  const env = { ...process.env, ...(CLUSTER_ONLY ? { KX_BUILD_CONTROL_PLANE: '1' } : {}) };
  return spawnSync(join('node_modules', '.bin', name), args, { encoding: 'utf8', stdio, shell, env });
}
