import { expect, it } from 'vitest';
import { createClient } from '../../../../src/discover/client/client.ts';
import { fakeApiServer } from '../fake-api-server.ts';
import { load } from './load-target.ts';

it.each(['h2', 'http/1.1', 'http'] as const)(
  'a name beyond ASCII goes out over %s as UTF-8',
  async (protocol) => {
    const { url, requests } = await fakeApiServer({ '/api': { body: {} } }, { protocol });
    const flags = { server: url, as: 'jürgen ✓', insecureSkipTlsVerify: true };
    const { target } = await load({}, { flags });
    const { signal } = new AbortController();
    const client = createClient({
      target,
      timeout: 20_000,
      userAgent: 'kx',
      signal,
      clock: () => 0,
      env: {},
    });
    await client.get({ path: '/api', accept: '*/*', site: 'list' }, () => {});
    client.close();
    // Node reads each byte of a header as a character.
    const sent = String(requests[0]?.headers['impersonate-user']);
    expect(Buffer.from(sent, 'latin1').toString('utf8')).toBe('jürgen ✓');
  },
);
