import { expect, it } from 'vitest';
import { kubernetesEffects } from '../../../src/model/certificate/kubernetes-effects.ts';

// Seen on Kubernetes 1.35, 1.36 and 1.37: test/cluster/certs-verify.test.ts.
it.each([
  ['x509: certificate signed by unknown authority', ['Available=True', 'Available=False']],
  [
    'tls: failed to parse certificate from server: x509: trailing data',
    ['Available=False', 'Available=False'],
  ],
  [
    'unable to load root certificates: unable to parse bytes as PEM block',
    ['Available=True', 'no condition Available'],
  ],
])('of %j', (says, shown) => {
  const effects = kubernetesEffects(says, 'APIService');
  expect(effects.map(({ versions }) => versions)).toEqual(['up to 1.35', '1.36 and later']);
  for (const [index, text] of shown.entries()) expect(effects[index]?.shows).toContain(text);
});

it('of a negative serial number begin with Go 1.23', () => {
  const effects = kubernetesEffects(
    'tls: failed to parse certificate from server: x509: negative serial number',
    undefined,
  );
  expect(effects.map(({ versions }) => versions)).toEqual(['1.27 to 1.31', '1.32 to 1.35', '1.36 and later']);
});

it.each([
  ['webhook', 'failed calling webhook'],
  ['CRD conversion', 'conversion webhook for'],
] as const)('of a %s are in the requests themselves', (through, text) => {
  expect(kubernetesEffects('x509: y', through)[0]?.shows).toContain(text);
});
