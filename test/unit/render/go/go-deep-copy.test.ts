import { expect, it } from 'vitest';
import type { Schema } from '../../../../src/model/schema/schema.ts';
import { deepCopyImports, renderGoDeepCopy } from '../../../../src/render/go/render-go-deep-copy.ts';
import { any, list, map, object, quantity, string, widget } from './go-kind.ts';

/** The body of DeepCopyInto of WidgetSpec, after its first line. */
function copies(schema: Schema): string {
  const written = renderGoDeepCopy(widget({ it: schema }));
  const body = /func \(in \*WidgetSpec\) DeepCopyInto.*\n\t\*out = \*in\n(?<lines>[\s\S]*?)^\}/mu.exec(
    written,
  );
  return (body?.groups?.['lines'] ?? '').replaceAll(/^\t/gmu, '');
}

const PART = object({ names: list(string) });

it.each<[string, Schema, string]>([
  ['an enum', { ...string, enum: ['a'] }, ''],
  ['a string', string, 'if in.It != nil {\n\tout.It = new(string)\n\t*out.It = *in.It\n}\n'],
  ['a list', list(string), 'out.It = slices.Clone(in.It)\n'],
  ['a map', map(string), 'out.It = maps.Clone(in.It)\n'],
  ['anything', any, 'in.It.DeepCopyInto(&out.It)\n'],
  [
    'an amount',
    quantity,
    'if in.It != nil {\n\tout.It = new(resource.Quantity)\n\t*out.It = in.It.DeepCopy()\n}\n',
  ],
  ['an object', PART, 'if in.It != nil {\n\tout.It = new(WidgetSpecIt)\n\tin.It.DeepCopyInto(out.It)\n}\n'],
  [
    'a list of objects',
    list(PART),
    'if in.It != nil {\n\tout.It = make([]WidgetSpecItItem, len(in.It))\n\tfor i := range in.It {\n' +
      '\t\tin.It[i].DeepCopyInto(&out.It[i])\n\t}\n}\n',
  ],
  [
    'a list of plain objects',
    list(object({ a: { ...string, minLength: 1 } })),
    'out.It = slices.Clone(in.It)\n',
  ],
  [
    'a map of lists',
    map(list(string)),
    'if in.It != nil {\n\tout.It = make(map[string][]string, len(in.It))\n\tfor key, value := range in.It {\n' +
      '\t\tout.It[key] = slices.Clone(value)\n\t}\n}\n',
  ],
])('copies %s', (_, schema, lines) => {
  expect(copies(schema)).toBe(lines);
});

it('makes the object and its list objects', () => {
  const written = renderGoDeepCopy(widget({}));
  expect(written.match(/^func .*DeepCopyObject\(\) runtime\.Object/gmu)).toEqual([
    'func (in *Widget) DeepCopyObject() runtime.Object',
    'func (in *WidgetList) DeepCopyObject() runtime.Object',
  ]);
  expect(deepCopyImports(written)).toEqual(['k8s.io/apimachinery/pkg/runtime']);
});
