import { expect, it } from 'vitest';
import { acceptDiscovery, formatOf } from '../../../src/discover/walk/negotiate.ts';
import { V2, V2BETA1 } from './answers.ts';

it.each([
  ['1.27', 'auto', `${V2BETA1},application/json`],
  ['1.29', 'auto', `${V2BETA1},application/json`],
  ['1.30', 'auto', `${V2},${V2BETA1},application/json`],
  ['1.36', 'auto', `${V2},${V2BETA1},application/json`],
  ['1.37', 'auto', `${V2},application/json`],
  ['1.37', 'aggregated', V2],
  ['1.30', 'aggregated', `${V2},${V2BETA1}`],
  ['1.37', 'legacy', 'application/json'],
] as const)('kubectl %s in mode %s accepts %s', (kubectl, mode, accept) => {
  expect(acceptDiscovery({ kubectl, mode })).toBe(accept);
});

it.each([
  [V2, 'aggregated-v2'],
  [V2BETA1, 'aggregated-v2beta1'],
  ['application/json; as=APIGroupDiscoveryList; v=v2; g=apidiscovery.k8s.io; charset=utf-8', 'aggregated-v2'],
  ['Application/JSON;G=apidiscovery.k8s.io;V="v2";AS=APIGroupDiscoveryList', 'aggregated-v2'],
  ['application/json', 'legacy'],
  ['application/json;g=apidiscovery.k8s.io;v=v3;as=APIGroupDiscoveryList', 'legacy'],
  ['application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupList', 'legacy'],
  ['application/cbor;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList', 'legacy'],
  ['', 'legacy'],
])('takes %j for %s', (contentType, format) => {
  expect(formatOf(contentType)).toBe(format);
});
