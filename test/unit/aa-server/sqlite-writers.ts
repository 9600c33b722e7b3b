import { writeSync } from 'node:fs';
import { createSqliteStorage } from '../../../templates/aa/typescript/src/server/storage/sqlite-storage.ts';
import type { Storage, StoredObject } from '../../../templates/aa/typescript/src/server/storage/storage.ts';

// A program of its own, to be killed: `write DIR` prints "key size" for each write that was acknowledged, `read DIR`
// prints the same for each object.
const [mode, directory = ''] = process.argv.slice(2);

const lineOf = ({ key, json }: StoredObject): string => `${key} ${JSON.parse(json).spec.size}\n`;

const write = async (storage: Storage, name: string): Promise<void> => {
  const object = (size: number) => ({ apiVersion: 'a/v1', kind: 'A', metadata: { name }, spec: { size } });
  let item = await storage.create(`/g/${name}`, object(0));
  for (let size = 1; item !== undefined; size += 1) {
    writeSync(1, lineOf(item));
    item = await storage.replace(item, object(size));
  }
};

const storage = createSqliteStorage({ directory, startResourceVersion: 100 });
if (mode === 'read') {
  for (const item of (await storage.list('/g/')).items) writeSync(1, lineOf(item));
  await storage.close();
} else {
  await Promise.all(Array.from({ length: 10 }, (_, index) => write(storage, `w${index}`)));
}
