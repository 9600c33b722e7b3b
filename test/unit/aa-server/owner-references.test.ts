import { describe, expect, it } from 'vitest';
import { useServer } from './use-server.ts';
import { widget, widgetsIn } from './widget-kinds.ts';

const server = useServer();
const path = widgetsIn('default');

const owner = (uid: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: 'owner',
  uid,
  ...more,
});
const [a, b] = [owner('a'), owner('b')];
const blocking = owner('a', { blockOwnerDeletion: true });

/** The words of k8s.io/apiserver. */
const said = (uids: string, when = '') =>
  `299 - ".metadata.ownerReferences contains duplicate entries${when}; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${uids}"`;

describe('owner references that are there twice are dropped with a warning', () => {
  it.each<[string, readonly object[], readonly object[], string | undefined]>([
    ['none', [a, b], [a, b], undefined],
    ['one', [a, b, a], [a, b], 'a'],
    ['each of two', [a, b, b, a], [a, b], 'b, a'],
    ['the same owner in another way', [a, blocking], [a, blocking], undefined],
  ])('%s', async (title, given, kept, uids) => {
    const name = title.replaceAll(' ', '-');
    const metadata = { name, ownerReferences: given };
    const created = await server.call(path, { body: widget(name, { metadata }) });
    const { resourceVersion } = JSON.parse(JSON.stringify(created.json)).metadata;
    const again = widget(name, { metadata: { ...metadata, resourceVersion } });
    const updated = await server.call(`${path}/${name}`, { method: 'PUT', body: again });
    const patched = await server.call(`${path}/${name}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: { metadata: { ownerReferences: given } },
    });
    expect([created, updated, patched].map(({ status }) => status)).toEqual([201, 200, 200]);
    for (const { json } of [created, updated, patched]) {
      expect(json).toMatchObject({ metadata: { ownerReferences: kept } });
    }
    const warnings = [created, updated, patched].map(({ headers }) => headers['warning']);
    const after = ' after mutating admission happens';
    expect(warnings).toEqual(
      uids === undefined ? [undefined, undefined, undefined] : [said(uids), said(uids), said(uids, after)],
    );
  });
});
