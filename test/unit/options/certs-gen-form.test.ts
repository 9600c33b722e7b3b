import { expect, it } from 'vitest';
import { certsGenForm } from '../../../src/options/certs-gen/form.ts';
import type { RawOptions } from '../../../src/options/option.ts';

const { questions, check } = certsGenForm(Date.parse('2026-11-22T12:00:00Z'));

it.each<[RawOptions, readonly string[]]>([
  [{}, ['service', 'namespace']],
  [{ service: 'a' }, ['namespace']],
  [{ service: 'a', namespace: 'b' }, []],
  [{ profile: 'client' }, ['cn']],
  [{ profile: 'client', cn: 'alice' }, []],
  [{ profile: 'client', service: 'a' }, ['namespace']],
  [{ profile: 'front-proxy' }, []],
  [{ profile: 'front-proxy', caCert: 'ca.crt' }, ['caKey']],
  [{ profile: 'sever' }, []],
])('asks of %j for %j, which is all that is wrong', (options, keys) => {
  const asked = questions(options);
  expect(asked.map(({ key }) => key)).toEqual(keys);
  const checked = check(options);
  const wrong = checked.ok ? [] : checked.violations.map(({ path }) => path);
  if (options['profile'] !== 'sever') expect(wrong).toEqual(asked.map(({ flag }) => flag));
});

it.each([
  ['service', 'my-aa', {}, 'my-aa.my-aa-system.svc'],
  ['service', 'my-aa', { namespace: 'b' }, 'my-aa.b.svc'],
  ['namespace', 'b', { service: 'my-aa' }, 'my-aa.b.svc'],
])('shows what %s %s of %j is verified as', (key, typed, options, shown) => {
  const question = questions({ [key === 'service' ? 'namespace' : 'service']: 'x' }).find(
    (each) => each.key === key,
  );
  expect(question?.preview?.(typed, options)).toBe(shown);
});
