import { type CustomResource, storageVersion } from '../../model/custom-resource.ts';
import type { SampleOf } from '../../model/sample/sample-maker.ts';
import type { FileSet } from '../file-set.ts';
import { roleName } from '../render-rbac.ts';
import { describeVersion } from './describe-version.ts';
import { code, codeBlock, table } from './markdown.ts';

/**
 * Renders the page about a resource: what it is called, how to work with it, and every version's fields, rules,
 * columns and samples.
 *
 * @param resource one that has samples in every version
 * @returns `README.md`
 */
export function renderDocsFiles(resource: CustomResource, sampleOf: SampleOf): FileSet {
  const parts = [
    `# ${resource.names.kind}\n`,
    nameTable(resource),
    '## Commands\n',
    codeBlock('sh', commands(resource)),
    '## Roles\n',
    roleTable(resource),
    ...conversionPart(resource),
    ...resource.versions.map((version) => describeVersion(resource, version, sampleOf)),
  ];
  return [{ path: 'README.md', text: parts.join('\n'), mode: 0o644 }];
}

function nameTable({ group, names, scope, versions }: CustomResource): string {
  const codes = (texts: readonly string[]) => texts.map(code).join(', ');
  const rows: readonly (readonly [string, string])[] = [
    ['Group', code(group)],
    ['Versions', codes(versions.map(({ name }) => name))],
    ['Kind', codes([names.kind, names.listKind])],
    ['Plural and singular', codes([names.plural, names.singular])],
    ['Short names', codes(names.shortNames)],
    ['Categories', codes(names.categories)],
    ['Scope', scope === 'Namespaced' ? 'namespaced' : 'cluster'],
  ];
  return table(
    ['Name', ''],
    rows.filter(([, value]) => value !== ''),
  );
}

function commands({ group, names, versions }: CustomResource): string {
  const full = `${names.plural}.${group}`;
  const name = `${names.singular}-minimal`;
  const scaled = versions.some(({ scale }) => scale !== undefined);
  return [
    'kubectl apply -f crd.yaml',
    `kubectl wait --for=condition=Established crd/${full}`,
    'kubectl apply -f samples/',
    `kubectl get ${names.shortNames[0] ?? full}`,
    `kubectl explain ${full} --recursive`,
    `kubectl describe ${full} ${name}`,
    ...(scaled ? [`kubectl scale ${full} ${name} --replicas=2`] : []),
    `kubectl delete ${full} ${name}`,
  ].join('\n');
}

function roleTable(resource: CustomResource): string {
  const added = resource.scope === 'Namespaced';
  const rows = (['viewer', 'editor', 'admin'] as const).map((role) => [
    code(roleName(resource, role)),
    {
      viewer: 'look',
      editor: 'create, change and delete',
      admin: 'all that, delete many at once, and change the status',
    }[role],
    added ? code({ viewer: 'view', editor: 'edit', admin: 'admin' }[role]) : 'none: it is not in a namespace',
  ]);
  return table(['Role', 'May', 'Added to'], rows);
}

function conversionPart(resource: CustomResource): readonly string[] {
  const { conversion, versions } = resource;
  if (versions.length < 2) return [];
  const stored = storageVersion(resource)?.name ?? '';
  const how =
    conversion === undefined
      ? 'No webhook converts between them: what is read in another version is the same but for its `apiVersion`.'
      : `The webhook ${code(addressOf(conversion.client))} converts between them.`;
  return ['## Conversion\n', `Objects are stored as ${code(stored)}. ${how}\n`];
}

function addressOf(client: NonNullable<CustomResource['conversion']>['client']): string {
  if ('url' in client) return client.url;
  const { name, namespace, port = 443, path = '/' } = client.service;
  return `https://${name}.${namespace}.svc:${port}${path}`;
}
