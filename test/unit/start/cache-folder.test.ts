import { expect, it } from 'vitest';
import { cacheFolder } from '../../../src/start/cache-folder.ts';

const NAME = 'kx/code/v20.19.0-x64-7-abc';

it.each([
  [{ HOME: '/home/me' }, `/home/me/.cache/${NAME}`],
  [{ HOME: '/home/me', XDG_CACHE_HOME: '/cache' }, `/cache/${NAME}`],
  [{ HOME: '/home/me', XDG_CACHE_HOME: 'relative' }, `/home/me/.cache/${NAME}`],
  [{ HOME: '/home/me', NODE_DISABLE_COMPILE_CACHE: '1' }, undefined],
  [{ HOME: '' }, undefined],
  [{}, undefined],
])('is found with %o', (env, folder) => {
  expect(cacheFolder({ env, node: 'v20.19.0', arch: 'x64', tag: 7, build: 'abc' })).toBe(folder);
});
