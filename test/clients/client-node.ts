import {
  CustomObjectsApi,
  KubeConfig,
  type KubernetesListObject,
  type KubernetesObject,
  KubernetesObjectApi,
  makeInformer,
  PatchStrategy,
} from '@kubernetes/client-node';
import { expect } from 'vitest';
import { API_VERSION, FIXTURE } from '../conformance/fixture.ts';

type Widget = KubernetesObject & { spec?: { size: number; note?: string } };

/** What @kubernetes/client-node does with widgets: an informer, and writes by both of its APIs. Throws where one fails. */
export async function useClientNode(kubeconfig: string, namespace: string): Promise<void> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const { group, version, plural, kind } = FIXTURE;
  const path = `/apis/${API_VERSION}/namespaces/${namespace}/${plural}`;
  const widgets = config.makeApiClient(CustomObjectsApi);
  const scope = { group, version, namespace, plural };
  const list = async (): Promise<KubernetesListObject<Widget>> => widgets.listNamespacedCustomObject(scope);

  const told: string[] = [];
  const informer = makeInformer<Widget>(config, path, list);
  for (const verb of ['add', 'update', 'delete'] as const) {
    informer.on(verb, ({ metadata }) => void told.push(`${verb} ${metadata?.name}`));
  }
  // It leaves going on after a failure to its user; kube-apiserver answers 429 while it fills the cache of a new kind.
  let isOver = false;
  const goOn = () => void setTimeout(() => void (isOver || informer.start().catch(goOn)), 500);
  informer.on('error', goOn);
  await informer.start();
  try {
    const body = { apiVersion: API_VERSION, kind, metadata: { name: 'a', namespace }, spec: { size: 1 } };
    await widgets.createNamespacedCustomObject({ ...scope, body });
    await expect.poll(() => told).toContain('add a');
    const objects = KubernetesObjectApi.makeApiClient(config);
    const applied: Widget = { ...body, spec: { size: 1, note: 'applied' } };
    const answer = await objects.patch<Widget>(
      applied,
      undefined,
      undefined,
      'client-node',
      undefined,
      PatchStrategy.ServerSideApply,
    );
    expect(answer.spec?.note).toBe('applied');
    await expect.poll(() => told).toContain('update a');
    const merged: Widget = { ...body, spec: { size: 5 } };
    await objects.patch<Widget>(merged, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch);
    expect((await objects.read<Widget>({ ...body })).spec).toMatchObject({ size: 5, note: 'applied' });
    await expect(widgets.createNamespacedCustomObject({ ...scope, body })).rejects.toMatchObject({
      code: 409,
    });
    await objects.delete(body);
    await expect.poll(() => told).toContain('delete a');
    expect((await list()).items).toEqual([]);
  } finally {
    isOver = true;
    await informer.stop();
  }
}
