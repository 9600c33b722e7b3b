import { expect, it } from 'vitest';
import { kindOf, pluralOf } from '../../../src/model/plural.ts';

// What kubebuilder makes of them (gobuffalo/flect), which is what their projects are really called.
it.each([
  ['CronTab', 'crontabs'],
  ['BackupPolicy', 'backuppolicies'],
  ['Gateway', 'gateways'],
  ['Key', 'keys'],
  ['Ingress', 'ingresses'],
  ['Box', 'boxes'],
  ['Batch', 'batches'],
  ['Flash', 'flashes'],
  ['Bus', 'buses'],
  ['Database', 'databases'],
  ['Endpoints', 'endpoints'],
  ['ClusterStatus', 'clusterstatuses'],
  ['DataIndex', 'dataindices'],
  ['Person', 'people'],
  ['SalesPerson', 'salespeople'],
  ['Human', 'humans'],
  ['Analysis', 'analyses'],
  ['MyAnalysis', 'myanalyses'],
  ['Series', 'series'],
  ['Quiz', 'quizzes'],
  ['Leaf', 'leaves'],
  ['Y', 'ys'],
  ['DNS', 'dnses'],
])('%s are %s', (kind, plural) => {
  expect(pluralOf(kind)).toBe(plural);
});

it.each([
  ['crontabs', 'Crontab'],
  ['policies', 'Policy'],
  ['boxes', 'Box'],
  ['people', 'Person'],
  ['databases', 'Database'],
  ['ingresses', 'Ingress'],
  ['cron-tabs', 'CronTab'],
  ['sheep', 'Sheep'],
])('one of %s may be a %s', (plural, kind) => {
  expect(kindOf(plural)).toBe(kind);
});
