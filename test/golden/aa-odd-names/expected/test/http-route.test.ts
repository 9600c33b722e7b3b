import { checkKind } from './support/check-kind.ts';

checkKind({
  apiVersion: 'gateway.example.org/v1beta2',
  kind: 'HTTPRoute',
  plural: 'httproutes',
  namespaced: false,
  sample: 'http-route.json',
});
