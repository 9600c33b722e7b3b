import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { yamlScalar } from '../../../src/render/yaml-scalar.ts';

it.each(['my-aa', 'demo.kx.dev', 'v1alpha1.demo.kx.dev', 'Widget'])('%s stays plain', (text) => {
  expect(yamlScalar(text)).toBe(text);
});

it.each(['null', 'Yes', 'n', 'off', '1234', '1e3', '0x1f', '1.2', '', 'a: b', 'a #b', '- a', '2026-11-22'])(
  '%j is a string to every reader',
  (text) => {
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(`key: ${yamlScalar(text)}`, { version })).toEqual({ key: text });
    }
  },
);
