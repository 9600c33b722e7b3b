import type { Check } from '../check.ts';
import { API_VERSION, FIXTURE } from '../fixture.ts';
import type { Trial } from '../trial.ts';
import { created, type Stored, storedOf } from './stored.ts';

/** The collector looks for new kinds twice a minute, and after that asks for their objects. */
const PATIENCE = 90;

/** What the garbage collector of the cluster does with objects that others own. */
export const GARBAGE_CHECKS: readonly Check[] = [
  {
    id: 116,
    priority: 0,
    title: 'garbage is collected on both sides of an owner reference, or orphaned, as the owner is deleted',
    modes: ['aggregated'],
    needs: ['controllers'],
    run: async (trial) => {
      await Promise.all([
        background(trial),
        owned(trial),
        foreground(trial),
        orphan(trial),
        foundling(trial),
      ]);
    },
  },
];

/** A widget that goes takes along what it owns. */
async function background(trial: Trial): Promise<void> {
  const owner = await created(trial, 'background');
  const path = await configMap(trial, 'of-background', ownedBy(owner));
  await deleted(trial, `${trial.widgets}/background`, 'Background');
  await gone(trial, path);
}

/** A widget goes along with what owns it. */
async function owned(trial: Trial): Promise<void> {
  const path = await configMap(trial, 'owner');
  const owner = storedOf((await trial.send({ path })).json);
  const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: owner.metadata.uid };
  await created(trial, 'owned', { metadata: { name: 'owned', ownerReferences: [reference] } });
  await deleted(trial, path, 'Background');
  await gone(trial, `${trial.widgets}/owned`);
}

/** A widget waits for what blocks its deletion. */
async function foreground(trial: Trial): Promise<void> {
  const owner = await created(trial, 'foreground');
  const path = await configMap(trial, 'of-foreground', { ...ownedBy(owner), blockOwnerDeletion: true });
  await deleted(trial, `${trial.widgets}/foreground`, 'Foreground');
  await gone(trial, `${trial.widgets}/foreground`);
  await trial.expect({ path }, { status: 404 });
}

/** A widget leaves behind what it owned, which then has no owner. */
async function orphan(trial: Trial): Promise<void> {
  const owner = await created(trial, 'orphan');
  const path = await configMap(trial, 'of-orphan', ownedBy(owner));
  await deleted(trial, `${trial.widgets}/orphan`, 'Orphan');
  await gone(trial, `${trial.widgets}/orphan`);
  await trial.expect({ path }, { status: 200, body: { metadata: { ownerReferences: undefined } } });
}

/** A widget whose owner is nowhere to be found is garbage. */
async function foundling(trial: Trial): Promise<void> {
  const uid = '00000000-0000-4000-8000-000000000116';
  const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'nobody', uid };
  await created(trial, 'foundling', { metadata: { name: 'foundling', ownerReferences: [reference] } });
  await gone(trial, `${trial.widgets}/foundling`);
}

function ownedBy({ metadata: { name, uid } }: Stored): object {
  return { apiVersion: API_VERSION, kind: FIXTURE.kind, name, uid };
}

/** @returns the path of a new ConfigMap */
async function configMap({ namespace, expect }: Trial, name: string, owner?: object): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/configmaps`;
  const metadata = { name, ...(owner === undefined ? {} : { ownerReferences: [owner] }) };
  await expect({ path, body: { metadata } }, { status: 201 });
  return `${path}/${name}`;
}

async function deleted(trial: Trial, path: string, propagationPolicy: string): Promise<void> {
  await trial.expect({ method: 'DELETE', path, body: { propagationPolicy } }, { status: 200 });
}

async function gone(trial: Trial, path: string): Promise<void> {
  await trial.eventually({ path }, { status: 404 }, PATIENCE);
}
