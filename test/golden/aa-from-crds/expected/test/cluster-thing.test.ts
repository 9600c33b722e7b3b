import { checkKind } from './support/check-kind.ts';

checkKind({
  apiVersion: 'stable.example.com/v1',
  kind: 'ClusterThing',
  plural: 'clusterthings',
  namespaced: false,
  sample: 'cluster-thing.json',
});
