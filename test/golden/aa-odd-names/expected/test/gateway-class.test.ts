import { checkKind } from './support/check-kind.ts';

checkKind({
  apiVersion: 'gateway.example.org/v1beta2',
  kind: 'GatewayClass',
  plural: 'gatewayclasses',
  namespaced: false,
  sample: 'gateway-class.json',
});
