import { expect, it } from 'vitest';
import { answerSpecs } from '../../../../src/options/answers/answer-spec.ts';
import { environmentLayer } from '../../../../src/options/answers/environment.ts';
import { CERTS_GEN_OPTIONS } from '../../../../src/options/certs-gen/options.ts';
import type { RawOptions } from '../../../../src/options/option.ts';
import { SCAFFOLD_AA_ARGUMENT, SCAFFOLD_AA_OPTIONS } from '../../../../src/options/scaffold-aa/options.ts';
import { SCAFFOLD_CRD_OPTIONS } from '../../../../src/options/scaffold-crd/options.ts';

const SPECS = [
  ...answerSpecs({ groups: SCAFFOLD_CRD_OPTIONS }),
  ...answerSpecs({ groups: SCAFFOLD_AA_OPTIONS, argument: SCAFFOLD_AA_ARGUMENT }),
  ...answerSpecs({ groups: CERTS_GEN_OPTIONS }),
];

it.each<[Readonly<Record<string, string>>, RawOptions]>([
  [{ KX_GROUP: 'example.com' }, { group: 'example.com' }],
  [{ KX_NAME: 'my-aa' }, { name: 'my-aa' }],
  [{ KX_LIST_KIND: 'Tabs' }, { listKind: 'Tabs' }],
  [{ KX_SHORT_NAME: 'a\nb' }, { shortName: ['a', 'b'] }],
  [{ KX_FIELD: '\r\nspec.a:string\r\n\r\n' }, { field: ['spec.a:string'] }],
  [
    { KX_STATUS: 'true', KX_CERTS: '0' },
    { status: true, certs: false },
  ],
  [
    { KX_STATUS: '1', KX_CERTS: 'FALSE' },
    { status: true, certs: false },
  ],
  [
    { KX_CA_DAYS: '10', KX_IP: '::1' },
    { caDays: '10', ip: ['::1'] },
  ],
  [{ KX_GROUP: '', KX_STATUS: '', KX_FIELD: '' }, {}],
  [{ KX_FORCE: 'true', KX_DRY_RUN: 'true', KX_OUTPUT: 'json', KX_DEBUG: '1', GROUP: 'x', kx_group: 'x' }, {}],
])('%j gives %j', (env, options) => {
  const layer = environmentLayer(SPECS, env);
  expect([layer.options, layer.violations]).toEqual([options, []]);
});

it.each(['yes', 'maybe', 'constructor', ' '])('refuses the switch %j', (text) => {
  expect(environmentLayer(SPECS, { KX_CERTS: text })).toMatchObject({
    options: {},
    violations: [{ path: 'KX_CERTS', message: `'${text}' must be true or false` }],
  });
});
