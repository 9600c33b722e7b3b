import { describe, expect, it } from 'vitest';
import { reportName } from '../../../src/discover/report/report-table.ts';
import { streamNames } from '../../../src/discover/report/stream-names.ts';
import { preferredRows } from '../../../src/discover/walk/preferred-rows.ts';
import type { Group } from '../../../src/discover/walk/resource.ts';
import { walkProgress } from '../../../src/discover/walk-progress.ts';
import { discoverAnswers } from '../../../src/options/discover/answers.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { GROUPS } from './resolve-groups.ts';

function answersOf(options: RawOptions, args: readonly string[] = []) {
  const checked = discoverAnswers({ headers: true, output: 'name', ...options }, args);
  if (!checked.ok) throw new Error(JSON.stringify(checked.violations));
  return checked.value;
}

/** Every version that could be asked for, each as `group/version`. */
const ASKED = GROUPS.flatMap(({ name, versions }) =>
  versions.filter(({ freshness }) => freshness === 'Current').map(({ version }) => `${name}/${version}`),
);

/** As a list of groups is before any of their versions was asked for. */
const UNASKED: readonly Group[] = GROUPS.map((group) => ({
  ...group,
  versions: group.versions.map((version) => ({ ...version, resources: [] })),
}));

/** @returns what was printed after each of the versions, then the rest of the whole result */
function stream(order: readonly string[], options: RawOptions = {}, failed: readonly string[] = []) {
  const answers = answersOf(options);
  const printed: string[] = [];
  const names = streamNames(answers, { write: (text) => void printed.push(text) });
  names.onGroups?.(UNASKED);
  const steps = order.map((asked) => {
    const [group = '', version = ''] = asked.split('/');
    const outcome = failed.includes(asked) ? 'failed' : 'answered';
    const resources = GROUPS.find(({ name }) => name === group)?.versions.find(
      (one) => one.version === version,
    )?.resources;
    names.onVersion?.({ group, version, outcome, resources: outcome === 'failed' ? [] : (resources ?? []) });
    return printed.splice(0).join('');
  });
  const groups = GROUPS.map((group) => ({
    ...group,
    versions: group.versions.filter(({ version }) => !failed.includes(`${group.name}/${version}`)),
  }));
  const whole = reportName(preferredRows(groups, answers.rows));
  return { steps, rest: names.rest(whole), whole };
}

describe('names', () => {
  it('are printed as soon as all that comes before them is there', () => {
    const { steps } = stream(['apps/v1', '/v1', 'alpha.example.com/v1', 'apps/v1beta1']);
    expect(steps).toEqual([
      '',
      'events\nnodes\npods\n',
      'clusters.alpha.example.com\n',
      'deployments.apps\n',
    ]);
  });

  it.each<readonly [what: string, order: readonly string[]]>([
    ['in the order of discovery', ASKED],
    ['backwards', ASKED.toReversed()],
    ['by name', ASKED.toSorted()],
  ])('are the whole result in the end, however versions answer: %s', (_, order) => {
    const { steps, rest, whole } = stream(order);
    expect(steps.join('') + rest).toBe(whole);
    expect(whole).toContain('papers.library.org\n');
  });

  it('are so where a version fails', () => {
    const { steps, rest, whole } = stream(ASKED.toReversed(), {}, ['apps/v1', 'pre/v1']);
    expect(steps.join('') + rest).toBe(whole);
    expect(whole).not.toContain('shelves.pre\n');
  });

  it('are so with filters', () => {
    const { steps, rest, whole } = stream(ASKED, { namespaced: 'false' });
    expect(steps.join('') + rest).toBe(whole);
    expect(whole).toBe('nodes\nthings.odd.example.com\n');
  });

  it.each<readonly [what: string, options: RawOptions, args: readonly string[]]>([
    ['sorted by kind', { sortBy: 'kind' }, []],
    ['of a name or a group', {}, ['apps']],
    ['in a table', { output: 'table' }, []],
    ['beside an archive on stdout', { output: undefined, har: '-' }, []],
  ])('%s come all at once', (_, options, args) => {
    const names = streamNames(answersOf(options, args), { write: () => {} });
    expect([names.onGroups, names.onVersion]).toEqual([undefined, undefined]);
    expect(names.rest('all')).toBe('all');
  });
});

describe('what a person reads meanwhile', () => {
  const server = 'https://kx.example:6443';
  const told = (version: string) => ({ group: 'apps', version, outcome: 'answered', resources: [] }) as const;

  it('counts what has answered and names what has not', () => {
    const { onGroups, onVersion, label } = walkProgress(server, {});
    expect(label()).toBe(`asking ${server}`);
    onGroups(UNASKED);
    expect(label()).toBe(`asking ${server}`);
    onVersion(told('v1'));
    expect(label()).toBe(`1 of ${ASKED.length} have answered, awaiting v1, apps/v1beta1, events.k8s.io/v1 …`);
    for (const asked of ASKED.slice(0, -1)) {
      const [group = '', version = ''] = asked.split('/');
      onVersion({ ...told(version), group });
    }
    expect(label()).toBe(`${ASKED.length - 1} of ${ASKED.length} have answered, awaiting library.org/v1`);
    onVersion({ ...told('v1'), group: 'library.org' });
    expect(label()).toBe(`asking ${server}`);
  });

  it('lets others listen', () => {
    const heard: unknown[] = [];
    const { onGroups, onVersion } = walkProgress(server, {
      onGroups: (groups) => heard.push(groups),
      onVersion: (version) => heard.push(version),
    });
    onGroups(UNASKED);
    onVersion(told('v1'));
    expect(heard).toEqual([UNASKED, told('v1')]);
  });
});
