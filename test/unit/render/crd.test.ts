import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CustomResource } from '../../../src/model/custom-resource.ts';
import { sampleMaker } from '../../../src/model/sample/sample-maker.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { checkScaffoldCrd } from '../../../src/options/scaffold-crd/answers.ts';
import type { FileSet } from '../../../src/render/file-set.ts';
import { renderCrd } from '../../../src/render/render-crd.ts';
import { renderCrdFiles } from '../../../src/render/render-crd-files.ts';
import { describeCrdNext } from '../../../src/render/render-crd-next.ts';

function resourceOf(options: RawOptions): CustomResource {
  const given = { kind: 'Thing', group: 'example.com', ...options };
  const checked = checkScaffoldCrd({ options: given, fullName: undefined });
  if (!checked.ok) throw new Error(JSON.stringify(checked.violations));
  return checked.value.resource;
}

function filesOf(resource: CustomResource): FileSet {
  return renderCrdFiles(resource, { parts: [], sampleOf: sampleMaker(resource, undefined).sampleOf });
}

it('writes the CRD and what goes with it', () => {
  const files = filesOf(resourceOf({ field: ['spec.a:string!'] }));
  expect(files.map(({ path, mode }) => [path, mode])).toEqual([
    ['crd.yaml', 0o644],
    ['samples/minimal.yaml', 0o644],
    ['samples/full.yaml', 0o644],
    ['rbac/viewer.yaml', 0o644],
    ['rbac/editor.yaml', 0o644],
    ['rbac/admin.yaml', 0o644],
    ['types/thing.ts', 0o644],
    ['README.md', 0o644],
  ]);
  expect(parse(files[1]?.text ?? '')).toEqual({
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata: { name: 'thing-minimal' },
    spec: { a: 'example' },
  });
});

it('samples the storage version, or else the first that is served', () => {
  const kindsOf = (version: readonly string[]) =>
    filesOf(resourceOf({ version }))
      .filter(({ path }) => path.startsWith('samples/'))
      .map(({ text }) => parse(text).apiVersion);
  expect(kindsOf(['v1beta1', 'v1,storage'])).toEqual(['example.com/v1', 'example.com/v1']);
  expect(kindsOf(['v2,served=false,storage', 'v1'])).toEqual(['example.com/v1', 'example.com/v1']);
});

it('has everything that was said, in the order that people read it', () => {
  const crd = renderCrd(
    resourceOf({
      shortName: ['th'],
      category: ['all'],
      scope: 'Cluster',
      version: ['v1beta1,deprecated="use v1"', 'v1,storage'],
      label: ['app=shop'],
      annotation: ['example.com/note=x'],
      status: true,
      scale: '.spec.replicas:.status.replicas',
      field: ['spec.replicas:int32=1', 'status.replicas:int32', 'spec.color:string{desc="which"}'],
      column: ['Color:string:.spec.color:1'],
      selectable: ['.spec.color'],
    }),
  );
  expect(Object.keys(crd)).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  expect(crd).toMatchObject({
    metadata: {
      name: 'things.example.com',
      labels: { app: 'shop' },
      annotations: { 'example.com/note': 'x' },
    },
    spec: {
      group: 'example.com',
      names: {
        kind: 'Thing',
        listKind: 'ThingList',
        plural: 'things',
        singular: 'thing',
        shortNames: ['th'],
        categories: ['all'],
      },
      scope: 'Cluster',
      versions: [
        { name: 'v1beta1', served: true, storage: false, deprecated: true, deprecationWarning: 'use v1' },
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: {
            status: {},
            scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
          },
          additionalPrinterColumns: [{ name: 'Color', type: 'string', jsonPath: '.spec.color', priority: 1 }],
          selectableFields: [{ jsonPath: '.spec.color' }],
        },
      ],
    },
  });
});

describe('schemas', () => {
  const schemaText = (field: readonly string[]) =>
    JSON.stringify(renderCrd(resourceOf({ field }))).replace(/^.*"openAPIV3Schema"/u, '');

  it('are the same text whatever the order of the fields', () => {
    const fields = ['spec.b:string!', 'spec.a:int32!{max=3,min=1}', 'spec.c[].x:string'];
    expect(schemaText([...fields].reverse())).toBe(schemaText(fields));
    expect(schemaText(fields)).toContain(
      '"required":["a","b"],"properties":{"a":{"type":"integer","format":"int32","minimum":1,"maximum":3}',
    );
  });

  it('leave nothing out', () => {
    const constraints = 'nullable,immutable,desc="d",listType=map,listMapKey=k,minItems=1,maxItems=2';
    expect(
      schemaText([
        `spec.l:object[]{${constraints}}`,
        'spec.l[].k:string!{pattern=a,maxLength=9}',
        'spec.q:int-or-string',
      ]),
    ).toBe(
      ':{"type":"object","properties":{"spec":{"type":"object","properties":{"l":{"description":"d","type":"array","nullable":true,"minItems":1,"maxItems":2,"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"x-kubernetes-validations":[{"rule":"self == oldSelf","message":"l is immutable"}],"items":{"type":"object","required":["k"],"properties":{"k":{"type":"string","maxLength":9,"pattern":"a"}}}},"q":{"anyOf":[{"type":"integer"},{"type":"string"}],"x-kubernetes-int-or-string":true}}}}}}}]}}'.replace(
        '"required":["spec"],',
        '',
      ),
    );
  });
});

it('says what to do next, and where the plural comes from', () => {
  const resource = resourceOf({ shortName: ['th'], scope: 'Cluster' });
  expect(
    describeCrdNext(resource, { directory: 'here/', files: filesOf(resource), pluralGuessed: true }),
  ).toBe(`Thing is cluster-scoped, served as example.com/v1.
Its plural 'things' was guessed from the kind; --plural says another.
Next:
  kubectl apply -f here/crd.yaml
  kubectl wait --for=condition=Established crd/things.example.com
  kubectl apply -f here/rbac/
  kubectl apply -f here/samples/
  kubectl get th
`);
});
