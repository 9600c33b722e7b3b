import { expect, it } from 'vitest';
import type { Schema } from '../../../../src/model/schema/schema.ts';
import { goImportDeclaration, goTypeImports } from '../../../../src/render/go/go-imports.ts';
import { renderGoTypes } from '../../../../src/render/go/render-go-types.ts';
import { any, intOrString, kindOf, list, map, object, quantity, string, widget } from './go-kind.ts';

const flat = (text: string | undefined) => text?.replace(/ +/g, ' ').trim();
const fieldOf = (schema: Schema, required: boolean): string | undefined =>
  flat(
    renderGoTypes(widget({ it: schema }, ...(required ? ['it'] : [])))
      .split('\n')
      .find((line) => line.includes('"it,')),
  );

it.each<[string, Schema, string, string]>([
  ['a string', string, 'It *string `json:"it,omitempty"`', 'It string `json:"it,omitempty"`'],
  ['a text with letters', { ...string, minLength: 1 }, 'It string `json:"it,omitempty"`', ''],
  ['an enum', { ...string, enum: ['a'] }, 'It WidgetSpecIt `json:"it,omitempty"`', ''],
  ['a nullable string', { ...string, nullable: true, minLength: 1 }, 'It *string `json:"it,omitempty"`', ''],
  ['a number', { type: 'number' }, 'It *float64 `json:"it,omitempty"`', ''],
  ['a float', { type: 'number', format: 'float' }, 'It *float32 `json:"it,omitempty"`', ''],
  ['an integer', { type: 'integer' }, 'It *int64 `json:"it,omitempty"`', ''],
  [
    'a count',
    { type: 'integer', format: 'int32', minimum: 1 },
    'It *int32 `json:"it,omitempty"`',
    'It int32 `json:"it,omitempty"`',
  ],
  ['a flag', { type: 'boolean' }, 'It *bool `json:"it,omitempty"`', ''],
  ['bytes', { ...string, format: 'byte' }, 'It []byte `json:"it,omitzero"`', ''],
  [
    'a time',
    { ...string, format: 'date-time' },
    'It *metav1.Time `json:"it,omitempty"`',
    'It metav1.Time `json:"it,omitzero"`',
  ],
  ['an amount', quantity, 'It *resource.Quantity `json:"it,omitempty"`', ''],
  ['a port', intOrString, 'It *intstr.IntOrString `json:"it,omitempty"`', ''],
  ['a list', list(string), 'It []string `json:"it,omitzero"`', ''],
  ['a list of lists', list(list(string)), 'It [][]string `json:"it,omitzero"`', ''],
  ['a list with nulls', list({ ...string, nullable: true }), 'It []*string `json:"it,omitzero"`', ''],
  ['a map', map(quantity), 'It map[string]resource.Quantity `json:"it,omitzero"`', ''],
  ['anything', any, 'It runtime.RawExtension `json:"it,omitzero"`', ''],
  [
    'an open object',
    { ...object({ a: string }), 'x-kubernetes-preserve-unknown-fields': true },
    'It runtime.RawExtension `json:"it,omitzero"`',
    '',
  ],
  ['an object', object({ a: string }), 'It *WidgetSpecIt `json:"it,omitempty"`', ''],
  [
    'an object with something in it',
    object({ a: string }, 'a'),
    'It *WidgetSpecIt `json:"it,omitempty"`',
    'It WidgetSpecIt `json:"it,omitzero"`',
  ],
  ['a list of objects', list(object({ a: string })), 'It []WidgetSpecItItem `json:"it,omitzero"`', ''],
  [
    'an object that no tag can name',
    object({ 'a"b': string }),
    'It runtime.RawExtension `json:"it,omitzero"`',
    '',
  ],
])('holds %s', (_, schema, optional, required) => {
  expect(fieldOf(schema, false)).toBe(optional);
  expect(fieldOf(schema, true)).toBe(required === '' ? optional : required);
});

it('writes what gofmt leaves alone', () => {
  const kind = kindOf(
    'HTTPRoute',
    object({
      spec: object({
        size: { type: 'integer', format: 'int32' },
        hostnames: list(string),
        colour: { ...string, description: 'What it is painted in.', enum: ['red', 'dark-green', ''] },
        url: string,
        URL: string,
      }),
      status: { type: 'object' },
    }),
  );
  expect(renderGoTypes(kind)).toBe(`// HTTPRoute is an object of the kind HTTPRoute.
type HTTPRoute struct {
	metav1.TypeMeta   \`json:",inline"\`
	metav1.ObjectMeta \`json:"metadata,omitzero"\`

	Spec   HTTPRouteSpec   \`json:"spec,omitzero"\`
	Status HTTPRouteStatus \`json:"status,omitzero"\`
}

type HTTPRouteSpec struct {
	Size      *int32   \`json:"size,omitempty"\`
	Hostnames []string \`json:"hostnames,omitzero"\`
	// What it is painted in.
	Colour *HTTPRouteSpecColour \`json:"colour,omitempty"\`
	URL    *string              \`json:"url,omitempty"\`
	URL2   *string              \`json:"URL,omitempty"\`
}

type HTTPRouteStatus struct{}

// What it is painted in.
type HTTPRouteSpecColour string

// The values of HTTPRouteSpecColour.
const (
	HTTPRouteSpecColourRed       HTTPRouteSpecColour = "red"
	HTTPRouteSpecColourDarkGreen HTTPRouteSpecColour = "dark-green"
	HTTPRouteSpecColourEmpty     HTTPRouteSpecColour = ""
)

// HTTPRouteList is a list of objects of the kind HTTPRoute.
type HTTPRouteList struct {
	metav1.TypeMeta \`json:",inline"\`
	metav1.ListMeta \`json:"metadata,omitzero"\`

	Items []HTTPRoute \`json:"items"\`
}
`);
});

it('hides no method of an object behind a field', () => {
  const { object: widgetObject } = kindOf(
    'Widget',
    object({ getName: string, typeMeta: string, name: string }),
  );
  expect(widgetObject.fields.map(({ name }) => name)).toEqual(['GetName2', 'TypeMeta2', 'Name']);
});

it('imports what the fields are of', () => {
  const kind = widget({ a: list(quantity), b: map(intOrString), c: { ...string, format: 'date-time' } });
  expect(goImportDeclaration(['slices', ...goTypeImports(kind)])).toBe(`import (
	"slices"

	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)
`);
  expect(goImportDeclaration([])).toBe('');
});
