import { checkKind } from './support/check-kind.ts';

checkKind({
  apiVersion: 'stable.example.com/v1',
  kind: 'CronTab',
  plural: 'crontabs',
  namespaced: true,
  sample: 'cron-tab.json',
});
