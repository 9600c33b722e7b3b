import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readAaTemplates } from '../../../src/read/read-aa-templates.ts';
import { renderTemplates } from '../../../src/render/render-templates.ts';

const TEXTS = new Set([
  'apiGroups',
  'cluster',
  'current-context',
  'group',
  'name',
  'namespace',
  'resources',
  'version',
]);

// Names that the API takes, and that some reader of YAML takes for null, a boolean or a number.
it.each(['null', 'true', 'no', 'y', '1e3', '0x1', '12'])('a name may be %s in every YAML file', (word) => {
  const tree = readAaTemplates('native').filter(({ path }) => /\.yaml\.hbs$|kubeconfig\.hbs$/.test(path));
  // A version begins with a letter.
  const context = { project: word, group: word, version: 'y', service: word, namespace: word };
  const kinds = [{ plural: word }];
  const versions = [{ version: 'y', kinds, priority: 1 }];
  const streams = { logs: [`${word}/log`], consoles: [`${word}/console`] };
  const more = {
    kinds,
    versions,
    resources: kinds,
    caBundle: '',
    storage: 'memory',
    isSqlite: true,
    hasReplicas: false,
    watched: [],
    serverArgs: [],
    port: 8443,
  };
  const files = renderTemplates({ tree, context: { ...context, ...streams, ...more }, each: [] });
  expect(files.length).toBeGreaterThan(4);
  for (const { path, text } of files) {
    for (const version of ['1.1', '1.2'] as const) {
      const documents = parseAllDocuments(text, { version }).map((document) => document.toJS());
      const wrong = namedValues(documents).filter(([, value]) => typeof value !== 'string');
      expect([path, version, wrong]).toEqual([path, version, []]);
    }
  }
});

/** All scalars below the members that hold names, with the member's name. */
function namedValues(value: unknown, member = ''): [member: string, value: unknown][] {
  if (Array.isArray(value)) return value.flatMap((each) => namedValues(each, member));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, each]) => namedValues(each, key));
  }
  return TEXTS.has(member) ? [[member, value]] : [];
}
