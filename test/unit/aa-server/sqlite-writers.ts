import process from 'node:process';
import { createSqliteStorage } from '../../../templates/aa/typescript/src/server/storage/sqlite-storage.ts';
import type { Storage, StoredObject } from '../../../templates/aa/typescript/src/server/storage/storage.ts';

// A program of its own, to be killed: `write DIR` prints "key size" for each write that was acknowledged, `read DIR`
// prints the same for each object.
const [mode, directory = ''] = process.argv.slice(2);

// A pipe that is full takes no more at once, so that it is waited for.
const print = ({ key, json }: StoredObject): Promise<unknown> =>
  new Promise((resolve) => process.stdout.write(`${key} ${JSON.parse(json).spec.size}\n`, resolve));

const write = async (storage: Storage, name: string): Promise<void> => {
  const object = (size: number) => ({ apiVersion: 'a/v1', kind: 'A', metadata: { name }, spec: { size } });
  let item = await storage.create(`/g/${name}`, object(0));
  for (let size = 1; item !== undefined; size += 1) {
    await print(item);
    item = await storage.replace(item, object(size));
  }
};

const storage = createSqliteStorage({ directory, startResourceVersion: 100 });
if (mode === 'read') {
  for (const item of (await storage.list('/g/')).items) await print(item);
  await storage.close();
} else {
  await Promise.all(Array.from({ length: 10 }, (_, index) => write(storage, `w${index}`)));
}
