import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { aaCommand, clusterCrdCommand, crdCommand } from '../conformance/scaffold-flags.ts';
import { runKx } from '../support/run-kx.ts';
import { tempDir } from '../support/temp-dir.ts';

// The checks compare a server with CRDs: both must be of the same kinds.
it.each([
  ['widget', 'widgetKind', crdCommand],
  ['widget-class', 'widgetClassKind', clusterCrdCommand],
] as const)('the CRD and the server of the checks have the same %s', async (file, constant, command) => {
  const [crdDir, aaDir] = [tempDir(), tempDir()];
  const made = [runKx(command(crdDir)), runKx([...aaCommand(aaDir), '--no-certs'])];
  expect(made.map(({ status, stderr }) => (status === 0 ? '' : stderr))).toEqual(['', '']);
  const served = await import(pathToFileURL(join(aaDir, `src/kinds/${file}.ts`)).href);
  const [crd] = parseAllDocuments(readFileSync(join(crdDir, 'crd.yaml'), 'utf8'));
  const { group, names, scope, versions } = crd?.toJS().spec ?? {};
  const [{ name: version, schema, subresources, additionalPrinterColumns, selectableFields }] = versions;
  const { spec, status } = schema.openAPIV3Schema.properties;
  const kind = served[constant];
  expect(kind).toMatchObject({ group, version, namespaced: scope === 'Namespaced', ...names });
  expect(kind.schema.properties).toEqual({ spec, ...(status === undefined ? {} : { status }) });
  expect(kind.scale).toEqual(subresources?.scale);
  expect(kind.columns).toMatchObject(additionalPrinterColumns ?? []);
  expect(kind.selectableFields?.map((jsonPath: string) => ({ jsonPath }))).toEqual(selectableFields);
});
