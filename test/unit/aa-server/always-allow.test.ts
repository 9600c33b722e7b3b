import { expect, it } from 'vitest';
import { useServer } from './use-server.ts';
import { widgetsIn } from './widget-kinds.ts';

const server = useServer('--authorization-mode=AlwaysAllow');

it.each(['', 'alice', 'admin'])('lets everybody who is not found out in: "%s"', async (as) => {
  expect((await server.call(widgetsIn('default'), { as })).status).toBe(200);
});

it('still refuses credentials that are not accepted', async () => {
  expect((await server.call(widgetsIn('default'), { as: 'foreign' })).status).toBe(401);
});
