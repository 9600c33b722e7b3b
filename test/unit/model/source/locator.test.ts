import { expect, it } from 'vitest';
import { locator } from '../../../../src/model/source/locate/locator.ts';

const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  labels: {a: b}
spec:
  group: a.io
  names:
    kind: A
  versions:
    - name: v1
      additionalPrinterColumns:
        - name: X
      schema:
        openAPIV3Schema:
          properties:
            spec:
              properties:
                a.b: {type: string}
                list:
                  items:
                    properties:
                      x: {type: string}
                map:
                  additionalProperties:
                    type: string
                  anyOf:
                    - required: [x]
`;
const SAMPLE = `apiVersion: a.io/v1
kind: A
spec:
  list:
    - x: 1
  map:
    k: v
  replicas: 1
`;
const SCHEMA = `{
  "properties": {
    "port": { "$ref": "#/$defs/Port" },
    "all": { "allOf": [
      { "properties": { "inner": {} } }
    ] }
  },
  "$defs": {
    "Port": {
      "properties": {
        "name": {}
      }
    }
  }
}
`;
const TEXTS = new Map([
  ['crd.yaml', CRD],
  ['both.yaml', `${SAMPLE}---\n${SAMPLE}`],
  ['a.yaml', SAMPLE],
  ['b.yaml', 'apiVersion: a.io/v1\nkind: A\nspec: {}\n'],
  ['s.json', SCHEMA],
  ['t.ts', 'type A = {}'],
  ['broken.yaml', 'a: [1'],
  ['answers.yaml', 'kind: A\nlabels:\n  "a.io/b": c\n'],
]);

it.each([
  ['crd.yaml', 'crd.yaml'],
  ['crd.yaml.spec.names.kind', 'crd.yaml:8 spec.names.kind'],
  ['crd.yaml.spec.names.nowhere', 'crd.yaml:7 spec.names.nowhere'],
  ['crd.yaml: group', 'crd.yaml:6 group'],
  ['crd.yaml: labels', 'crd.yaml:4 labels'],
  ['crd.yaml: versions[0].columns[0]', 'crd.yaml:12 versions[0].columns[0]'],
  ['crd.yaml: versions[0].schema.spec.a.b', 'crd.yaml:18 versions[0].schema.spec.a.b'],
  ['crd.yaml: spec.list[].x', 'crd.yaml:22 spec.list[].x'],
  ['crd.yaml: spec.map{}', 'crd.yaml:24 spec.map{}'],
  ['crd.yaml: spec.map.anyOf[0]', 'crd.yaml:27 spec.map.anyOf[0]'],
  ['a.yaml: spec.replicas', 'a.yaml:8 spec.replicas'],
  ['a.yaml: spec.list[].x', 'a.yaml:5 spec.list[].x'],
  ['a.yaml: spec.map{}', 'a.yaml:7 spec.map{}'],
  ['both.yaml: line 10', 'both.yaml:10'],
  ['both.yaml: line 10: spec.replicas', 'both.yaml:17 spec.replicas'],
  ['b.yaml, a.yaml: spec.replicas', 'a.yaml:8 spec.replicas'],
  ['s.json#/$defs/Port', 's.json:9 #/$defs/Port'],
  ['s.json: spec.port.name', 's.json:11 spec.port.name'],
  ['s.json: spec.all.inner', 's.json:5 spec.all.inner'],
  ['answers.yaml: labels["a.io/b"]', 'answers.yaml:3 labels["a.io/b"]'],
  ['t.ts:12', 't.ts:12'],
  ["--field 'crd.yaml: x'", "--field 'crd.yaml: x'"],
  ['broken.yaml: line 1', 'broken.yaml:1'],
])('%s is %s', (path, located) => {
  expect(locator(TEXTS)(path)).toBe(located);
});
