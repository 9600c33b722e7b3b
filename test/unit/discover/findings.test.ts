import { expect, it } from 'vitest';
import { API_SERVICES, apiService, HEALTHY } from './answers.ts';
import { fakeApiServer, type Routes } from './fake-api-server.ts';
import { discover } from './run-discover.ts';

const GV = 'demo.kx.dev/v1alpha1';

/** An extension API server whose certificate kube-apiserver checks against nothing, or not at all. */
function routes(isChecked: boolean): Routes {
  const item = apiService({ gv: GV, service: 'my-aa-system/my-aa' }) as { readonly spec: object };
  const spec = { ...item.spec, insecureSkipTLSVerify: !isChecked };
  return { ...HEALTHY, [API_SERVICES]: { body: { kind: 'APIServiceList', items: [{ ...item, spec }] } } };
}

it.each([
  ['warning', false, 0],
  ['error', true, 1],
])('a finding that is a %s is told, in the document as well', async (severity, isChecked, code) => {
  const server = await fakeApiServer(routes(isChecked));
  const wide = await discover(server, { output: 'wide', apiGroup: 'demo.kx.dev' });
  expect(wide.code).toBe(code);
  expect(wide.stderr).toMatch(new RegExp(`^${severity}: ${GV}: .*\\nhint: `, 'm'));
  const json = await discover(server, { output: 'json', apiGroup: 'demo.kx.dev' });
  expect(json.code).toBe(code);
  expect(JSON.parse(json.stdout).findings).toMatchObject([
    {
      id: expect.any(String),
      severity,
      groupVersion: GV,
      message: expect.any(String),
      fix: expect.any(String),
    },
  ]);
});

it.each([
  ['the group that it concerns', { apiGroup: 'demo.kx.dev' }, 1],
  ['another one', { apiGroup: 'apiregistration.k8s.io' }, 0],
])('is told of %s', async (_, options, findings) => {
  const { stdout } = await discover(await fakeApiServer(routes(true)), { output: 'json', ...options });
  expect(JSON.parse(stdout).findings).toHaveLength(findings);
});

it.each(['table', 'name'])('nobody looks for any where %s is all that is wanted', async (output) => {
  const server = await fakeApiServer(routes(true));
  expect(await discover(server, { output, quiet: true })).toMatchObject({ code: 0, stderr: '' });
  expect(server.requests).toHaveLength(2);
});
