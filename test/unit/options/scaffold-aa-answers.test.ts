import { expect, it } from 'vitest';
import type { DescribedResource } from '../../../src/model/source/described-resource.ts';
import { NO_INPUTS, type ResourceInputs } from '../../../src/options/custom-resource/resource-inputs.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { checkScaffoldAa } from '../../../src/options/scaffold-aa/answers.ts';

const GIVEN = { name: 'my-aa', group: 'demo.kx.dev', kind: 'Widget', certs: true } satisfies RawOptions;

it('derives what was not given', () => {
  expect(checkScaffoldAa(GIVEN)).toMatchObject({
    ok: true,
    value: {
      project: {
        name: 'my-aa',
        resources: [{ versions: [{ name: 'v1alpha1' }] }],
        service: { name: 'my-aa', namespace: 'my-aa-system' },
      },
      out: 'my-aa',
      certs: true,
      write: { dryRun: false, diff: false, force: false, yes: false },
    },
  });
});

it.each<[RawOptions, object]>([
  [{ service: 'other' }, { project: { service: { name: 'other', namespace: 'my-aa-system' } } }],
  [{ namespace: '1e3' }, { project: { service: { name: 'my-aa', namespace: '1e3' } } }],
  [{ version: 'v2' }, { project: { resources: [{ versions: [{ name: 'v2' }] }] } }],
  [{ out: 'elsewhere' }, { out: 'elsewhere' }],
  [{ certs: false }, { certs: false }],
  [{}, { project: { storage: 'memory' }, warnings: [] }],
  [
    { storage: 'sqlite' },
    {
      project: { storage: 'sqlite' },
      warnings: [
        {
          path: '--storage',
          message: 'sqlite needs Node 22.13 or later where the server runs, for node:sqlite',
        },
      ],
    },
  ],
  [{ library: 'apiserver' }, { project: { library: 'apiserver', storage: 'etcd' }, warnings: [] }],
  [
    { library: 'apiserver-runtime' },
    {
      project: { library: 'apiserver-runtime', storage: 'etcd' },
      warnings: [
        {
          path: '--library',
          message: expect.stringMatching(/alpha and unmaintained.*Kubernetes 1\.31 \(0\.31\)/),
          hint: expect.stringContaining('--library apiserver'),
        },
      ],
    },
  ],
  [{}, { project: { connect: { streams: [], plurals: ['widgets'] } } }],
  [{ connect: ['console , logs'] }, { project: { connect: { streams: ['logs', 'console'] } } }],
  [
    { connect: ['logs', 'logs'], resource: ['Gadget'] },
    { project: { connect: { streams: ['logs'], plurals: ['widgets'] } } },
  ],
  [{ field: ['status.phase:string'] }, { project: { resources: [{ versions: [{ status: true }] }] } }],
  [{ field: [' status.phase:string'] }, { project: { resources: [{ versions: [{ status: true }] }] } }],
  [{ field: ['status-x:string'] }, { project: { resources: [{ versions: [{ status: false }] }] } }],
  [{ field: ['spec.statusText:string'] }, { project: { resources: [{ versions: [{ status: false }] }] } }],
  [{ status: true }, { project: { resources: [{ versions: [{ status: true }] }] } }],
  [
    { field: ['status.phase:string'], status: false },
    { project: { resources: [{ versions: [{ status: false }] }] } },
  ],
  [
    {
      field: ['spec.replicas:int32', 'status.replicas:int32', 'spec.colour:string'],
      scale: '.spec.replicas:.status.replicas',
      selectable: ['spec.colour'],
    },
    {
      project: {
        resources: [
          {
            versions: [
              {
                scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
                selectableFields: ['.spec.colour'],
              },
            ],
          },
        ],
      },
    },
  ],
])('%j', (options, expected) => {
  expect(checkScaffoldAa({ ...GIVEN, ...options })).toMatchObject({ ok: true, value: expected });
});

it.each<[RawOptions, readonly string[]]>([
  [{ name: undefined }, ['NAME']],
  [{ connect: ['log,consol', 'tty'] }, ['--connect', '--connect', '--connect']],
  [{ name: 'My_AA' }, ['NAME']],
  [{ name: 'a'.repeat(60) }, ['NAME']],
  [{ name: 'a'.repeat(60), namespace: 'n' }, []],
  [{ service: '1svc', namespace: 'A' }, ['--service', '--namespace']],
  [{ version: 'v1,storage' }, ["--version 'v1,storage'"]],
  [{ field: ['spec.x:string{format=isbn}'] }, ["--field 'spec.x:string{format=isbn}'"]],
  [{ field: ['spec.x[]:string'], column: ['X:string:.spec.x[0:1]'] }, ["--column 'X:string:.spec.x[0:1]'"]],
  [{ scale: '.spec.replicas:.status.replicas', selectable: ['.spec.nope'] }, ['--scale', '--selectable']],
  [
    { version: 'v1,storage', scope: 'x', field: ['spec.a:strin', 'spec.b.c:string{format=isbn}'] },
    ["--version 'v1,storage'", '--scope', "--field 'spec.a:strin'", "--field 'spec.b.c:string{format=isbn}'"],
  ],
  [{ output: 'xml', group: undefined, kind: undefined }, ['--group', '--kind', '--output']],
  [{ resource: ['', 'Gadget,shrt=g', 'Gizmo,scope'] }, at('', 'Gadget,shrt=g', 'Gizmo,scope')],
  [{ resource: ['Gadget,scope=Cluster,scope=Cluster'] }, at('Gadget,scope=Cluster,scope=Cluster')],
  [{ resource: ['Gad_get', 'Gizmo,plural=Gizmos'] }, at('Gad_get', 'Gizmo,plural=Gizmos')],
  [
    { resource: ['Gadget,scope=X,field=spec.a:strin,field=spec.b:string{format=isbn}'] },
    at(...Array(3).fill('Gadget,scope=X,field=spec.a:strin,field=spec.b:string{format=isbn}')),
  ],
  [{ group: undefined, resource: ['Gadget'] }, ['--group']],
  [{ resource: ['Widget,plural=w,singular=w1'] }, at(...Array(2).fill('Widget,plural=w,singular=w1'))],
  [{ resource: ['Gadget,short=g', 'Gizmo,short=g'] }, at('Gizmo,short=g')],
])('%j is at fault at %j', (options, paths) => {
  const checked = checkScaffoldAa({ ...GIVEN, ...options });
  const found = checked.ok ? [] : checked.violations.map(({ path }) => path);
  expect([...found].sort()).toEqual([...paths].sort());
});

function at(...texts: readonly string[]): readonly string[] {
  return texts.map((text) => `--resource '${text}'`);
}

it.each<[readonly string[], readonly object[]]>([
  [['Gadget'], [{ scope: 'Namespaced', names: { kind: 'Gadget', plural: 'gadgets', shortNames: [] } }]],
  [
    ['WidgetClass,plural=classes,singular=class,scope=Cluster,short=wc,short=wcs,category=all'],
    [
      {
        scope: 'Cluster',
        names: { plural: 'classes', singular: 'class', shortNames: ['wc', 'wcs'], categories: ['all'] },
      },
    ],
  ],
  [
    [
      'Gadget,field=spec.size:int32=1{min=0,max=9},field=spec.tags:string[]=["a","b"]',
      'Gizmo,field=status.phase:string',
    ],
    [
      {
        versions: [
          {
            schema: {
              properties: {
                spec: { properties: { size: { minimum: 0, maximum: 9 }, tags: { default: ['a', 'b'] } } },
              },
            },
            status: false,
          },
        ],
      },
      { versions: [{ status: true }] },
    ],
  ],
])('further kinds %j', (resource, expected) => {
  const checked = checkScaffoldAa({ ...GIVEN, version: 'v3', resource });
  const [, ...further] = checked.ok ? checked.value.project.resources : [];
  expect(further).toMatchObject(expected);
  expect(further.map(({ group, versions }) => [group, versions.map(({ name }) => name)])).toEqual(
    expected.map(() => ['demo.kx.dev', ['v3']]),
  );
});

it('a further kind has the version that the kinds of files store', () => {
  const checked = checkScaffoldAa({ ...FROM, resource: ['Gizmo'] }, fromFile(WIDGET, GADGET));
  expect(checked).toMatchObject({
    ok: true,
    value: { project: { resources: [{}, {}, { names: { kind: 'Gizmo' }, versions: [{ name: 'v1' }] }] } },
  });
});

function describedAs(kind: string, more: Partial<DescribedResource> = {}): DescribedResource {
  const version = {
    name: 'v1',
    served: true,
    storage: true,
    schema: { type: 'object' as const },
    status: false,
  };
  return {
    group: 'demo.kx.dev',
    names: { kind },
    versions: [version],
    labels: {},
    annotations: {},
    ...more,
  };
}

function fromFile(...resources: readonly DescribedResource[]): ResourceInputs {
  return { ...NO_INPUTS, described: resources[0], resources, source: 'crds.yaml' };
}

const FROM = { from: ['crds.yaml'], certs: true } satisfies RawOptions;
const [WIDGET, GADGET] = [describedAs('Widget'), describedAs('Gadget')];
const OLD = { name: 'v1beta1', served: false, schema: { type: 'object' as const }, status: false };

it('takes names, group and every kind from files', () => {
  const checked = checkScaffoldAa(FROM, fromFile(WIDGET, GADGET));
  expect(checked).toMatchObject({
    ok: true,
    value: {
      project: {
        name: 'demo-aa',
        group: 'demo.kx.dev',
        resources: [{ names: { plural: 'widgets' } }, { names: { plural: 'gadgets' } }],
        service: { name: 'demo-aa', namespace: 'demo-aa-system' },
      },
      warnings: [],
    },
  });
});

it('says that a conversion webhook is not called, where there is something to convert', () => {
  const webhook = { client: { url: 'https://w.example.com' }, reviewVersions: ['v1'] };
  const widget = describedAs('Widget', {
    conversion: webhook,
    versions: [...WIDGET.versions, { ...OLD, served: true }],
  });
  const warnings = [{ message: expect.stringContaining('the webhook is not called') }];
  expect(checkScaffoldAa(FROM, fromFile(widget))).toMatchObject({ ok: true, value: { warnings } });
  const one = describedAs('Widget', { conversion: webhook });
  expect(checkScaffoldAa(FROM, fromFile(one))).toMatchObject({ ok: true, value: { warnings: [] } });
});

it('says what of a CRD a server of its own does not have', () => {
  const widget = describedAs('Widget', { versions: [...WIDGET.versions, OLD], labels: { a: 'b' } });
  expect(checkScaffoldAa(FROM, fromFile(widget))).toMatchObject({
    ok: true,
    value: {
      project: { resources: [{ versions: [{ name: 'v1' }], labels: {} }] },
      warnings: [
        { message: 'v1beta1 is not served, and is left out' },
        { message: 'the labels are those of the CRD, and are left out' },
      ],
    },
  });
});

it.each<[RawOptions, readonly DescribedResource[], readonly string[]]>([
  [{}, [WIDGET, GADGET], []],
  [{ plural: 'x', shortName: ['x'] }, [WIDGET], []],
  [{ plural: 'x', shortName: ['x'] }, [WIDGET, GADGET], ['--plural', '--short-name']],
  [{ field: ['spec.a:strin'] }, [WIDGET, GADGET], ['--field', "--field 'spec.a:strin'"]],
  [{}, [WIDGET, WIDGET], ['crds.yaml', 'crds.yaml', 'crds.yaml', 'crds.yaml']],
  [{}, [WIDGET, describedAs('Other', { names: { kind: 'Other', shortNames: ['widget'] } })], ['crds.yaml']],
  [{}, [describedAs('Widget', { versions: [OLD] })], ['crds.yaml: versions']],
  [{ from: undefined, fromFormat: 'crd' }, [WIDGET], ['--from-format']],
])('%j over files is at fault at %#', (options, resources, paths) => {
  const checked = checkScaffoldAa({ ...FROM, ...options }, fromFile(...resources));
  const found = checked.ok ? [] : checked.violations.map(({ path }) => path);
  expect([...found].sort()).toEqual([...paths].sort());
});
