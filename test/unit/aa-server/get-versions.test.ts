import { expect, it } from 'vitest';
import { useServer } from './use-server.ts';
import { widget } from './widget-kinds.ts';

const server = useServer();
const path = '/apis/demo.kx.dev/v1alpha1/namespaces/default/widgets';

it('gets a state that is not older than a resourceVersion', async () => {
  const made = await server.call(path, { body: widget('a') });
  const { resourceVersion } = Object(made.json).metadata;
  for (const wanted of ['', '0', resourceVersion]) {
    const found = await server.call(`${path}/a?resourceVersion=${wanted}`);
    expect(found).toMatchObject({ status: 200, json: made.json });
  }
});

// Both sentences as kube-apiserver 1.36 has them of a custom resource.
it.each([
  ['99999', 504, 'Timeout: Too large resource version: 99999, current: '],
  ['abc', 500, 'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax'],
])('does not take the resourceVersion %s', async (wanted, status, message) => {
  const { json, ...answer } = await server.call(`${path}/a?resourceVersion=${wanted}`);
  expect(answer.status).toBe(status);
  expect(Object(json)).toMatchObject({ kind: 'Status', code: status });
  expect(Object(json).message).toContain(message);
});
