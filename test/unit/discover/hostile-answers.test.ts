import { describe, expect, it } from 'vitest';
import { API_SERVICES, apiService, CORE, discoveryList, everywhere, HEALTHY, LEGACY } from './answers.ts';
import { fakeApiServer, type Routes } from './fake-api-server.ts';
import { discover } from './run-discover.ts';

/** Clears the screen, sets the title, forges a line of kx, and turns the reading direction. */
const EVIL = 'x\u001b[2J\u001b]0;t\u0007\nerror: all is lost\r\u202e\u009b31m';
const SHOWN = 'x\\u001b[2J\\u001b]0;t\\u0007\\u000aerror: all is lost\\u000d\\u202e\\u009b31m';

/** Control characters other than line breaks, and what turns the direction. */
const RAW = /(?!\n)[\p{Cc}\p{Bidi_Control}]/u;

const resource = {
  resource: EVIL,
  responseKind: { group: '', version: '', kind: EVIL },
  scope: 'Namespaced',
  singularResource: '',
  verbs: [EVIL],
  shortNames: [EVIL],
  categories: [EVIL],
  subresources: [{ subresource: EVIL, responseKind: { group: '', version: '', kind: EVIL }, verbs: ['get'] }],
};
const AGGREGATOR = {
  metadata: { name: 'apiregistration.k8s.io' },
  versions: [{ version: 'v1', freshness: 'Current', resources: [] }],
};
const NAMES: Routes = {
  '/api': discoveryList([CORE]),
  '/apis': discoveryList([
    AGGREGATOR,
    { metadata: { name: EVIL }, versions: [{ version: EVIL, freshness: 'Current', resources: [resource] }] },
  ]),
  [API_SERVICES]: {
    body: { items: [apiService({ gv: `${EVIL}/${EVIL}`, service: `a/${EVIL}`, unavailable: EVIL })] },
  },
};

describe('a server that draws on the terminal', () => {
  it.each(['table', 'wide', 'name', 'tree'])('cannot do so by names, in -o %s', async (output) => {
    const { stdout, stderr } = await discover(await fakeApiServer(NAMES), { output });
    expect(stdout).toContain(SHOWN);
    expect(stdout + stderr).not.toMatch(RAW);
    expect(stdout + stderr).not.toMatch(/^error: all/m);
  });

  it.each<readonly [what: string, routes: Routes]>([
    ['an unavailable APIService', NAMES],
    ['a failing group version', { ...LEGACY, '/apis/demo.kx.dev/v1alpha1': status(503) }],
    ['a list of APIServices that is refused', { ...HEALTHY, [API_SERVICES]: status(403) }],
  ])('cannot do so by the words of %s', async (_, routes) => {
    const { stderr } = await discover(await fakeApiServer(routes), { output: 'wide' });
    expect(stderr).toContain(SHOWN);
    expect(stderr).not.toMatch(RAW);
    expect(stderr).not.toMatch(/^error: all/m);
  });

  it.each(['1.27', '1.37'])('cannot do so by what is logged as kubectl %s logs it', async (kubectl) => {
    const server = await fakeApiServer(everywhere({ status: 404, body: 'one\u001b[2J\u202e\ntwo\u009b' }));
    const printed: string[] = [];
    const stderr = { write: (text: string) => printed.push(text) };
    await expect(discover(server, { kubectl, v: '8' }, { stderr })).rejects.toMatchObject({ exitCode: 5 });
    expect(printed.join('')).toMatch(/one\\u001b\[2J\\u202e\n\t?two\\u009b/);
  });
});

function status(code: number) {
  return { status: code, body: { kind: 'Status', message: EVIL } };
}
