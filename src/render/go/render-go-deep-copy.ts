import { FOREIGN_TYPES, type GoKind, type GoStruct, type GoType, goTypeText } from './go-type.ts';

/** What is written, and whether it is a statement of its own: `isDeep` says of a type that assignment shares memory. */
type Copying = { readonly isDeep: (type: GoType) => boolean };

/**
 * Writes DeepCopyInto and DeepCopy of each struct of a kind, and DeepCopyObject of the object and its list, which
 * makes them objects of apimachinery.
 *
 * @returns functions, as gofmt leaves them, that import what `deepCopyImports` says
 */
export function renderGoDeepCopy({ object, list, structs }: GoKind): string {
  const byName = new Map(structs.map((struct) => [struct.name, struct]));
  const isDeep = (type: GoType): boolean => {
    if (type.form === 'plain') return false;
    if (type.form === 'foreign') return FOREIGN_TYPES[type.of].copied !== 'assigned';
    return (
      type.form !== 'struct' || (byName.get(type.name)?.fields ?? []).some((field) => isDeep(field.type))
    );
  };
  const copying = { isDeep };
  return [
    intoFunction(object.name, [
      'in.ObjectMeta.DeepCopyInto(&out.ObjectMeta)',
      ...fieldCopies(object, copying),
    ]),
    copyFunction(object.name),
    objectFunction(object.name),
    intoFunction(list.name, listCopies(object)),
    copyFunction(list.name),
    objectFunction(list.name),
    ...structs.flatMap((struct) => [
      intoFunction(struct.name, fieldCopies(struct, copying)),
      copyFunction(struct.name),
    ]),
  ].join('\n');
}

/** @returns what the functions import, as `goImportDeclaration` takes it; the types of fields come to it */
export function deepCopyImports(written: string): readonly string[] {
  const used = [
    ['maps.', 'maps'],
    ['slices.', 'slices'],
    ['runtime.', 'k8s.io/apimachinery/pkg/runtime'],
    ...Object.values(FOREIGN_TYPES).map(({ name, imports }) => [name, imports] as const),
  ] as const;
  return used.filter(([text]) => written.includes(text)).map(([, path]) => path);
}

function intoFunction(name: string, copies: readonly string[]): string {
  return `// DeepCopyInto copies all of the receiver to out.
func (in *${name}) DeepCopyInto(out *${name}) {
	*out = *in
${copies.map((line) => `\t${line}\n`).join('')}}
`;
}

function copyFunction(name: string): string {
  return `// DeepCopy returns a copy that shares nothing with the receiver.
func (in *${name}) DeepCopy() *${name} {
	if in == nil {
		return nil
	}
	out := new(${name})
	in.DeepCopyInto(out)
	return out
}
`;
}

function objectFunction(name: string): string {
  return `// DeepCopyObject makes it a runtime.Object.
func (in *${name}) DeepCopyObject() runtime.Object {
	if in == nil {
		return nil
	}
	return in.DeepCopy()
}
`;
}

function listCopies(object: GoStruct): readonly string[] {
  const items: GoType = { form: 'list', of: { form: 'struct', name: object.name } };
  return [
    'in.ListMeta.DeepCopyInto(&out.ListMeta)',
    ...copyLines(items, { from: 'in.Items', to: 'out.Items', depth: 0 }, { isDeep: () => true }),
  ];
}

/** What assignment copied already needs no line. */
function fieldCopies({ fields }: GoStruct, copying: Copying): readonly string[] {
  return fields
    .filter(({ type }) => copying.isDeep(type))
    .flatMap(({ name, type }) =>
      copyLines(type, { from: `in.${name}`, to: `out.${name}`, depth: 0 }, copying),
    );
}

type Place = { readonly from: string; readonly to: string; readonly depth: number };

function copyLines(type: GoType, place: Place, copying: Copying): readonly string[] {
  const { from, to } = place;
  if (!copying.isDeep(type)) return [`${to} = ${from}`];
  switch (type.form) {
    case 'plain':
      return [`${to} = ${from}`];
    case 'bytes':
      return [`${to} = slices.Clone(${from})`];
    case 'struct':
      return [`${from}.DeepCopyInto(&${to})`];
    case 'foreign':
      return FOREIGN_TYPES[type.of].copied === 'returned'
        ? [`${to} = ${from}.DeepCopy()`]
        : [`${from}.DeepCopyInto(&${to})`];
    case 'pointer':
      return unlessNil(from, [
        `${to} = new(${goTypeText(type.to)})`,
        ...pointedLines(type.to, place, copying),
      ]);
    case 'list':
      return listLines(type, place, copying);
    case 'map':
      return mapLines(type, place, copying);
  }
}

function pointedLines(type: GoType, { from, to, depth }: Place, copying: Copying): readonly string[] {
  const hasInto =
    type.form === 'struct' || (type.form === 'foreign' && FOREIGN_TYPES[type.of].copied === 'into');
  if (copying.isDeep(type) && hasInto) return [`${from}.DeepCopyInto(${to})`];
  if (type.form === 'foreign' && copying.isDeep(type)) return [`*${to} = ${from}.DeepCopy()`];
  return copyLines(type, { from: `*${from}`, to: `*${to}`, depth }, copying);
}

function listLines(type: GoType & { form: 'list' }, { from, to, depth }: Place, copying: Copying) {
  if (!copying.isDeep(type.of)) return [`${to} = slices.Clone(${from})`];
  const index = `i${depth === 0 ? '' : depth + 1}`;
  const each = { from: `${from}[${index}]`, to: `${to}[${index}]`, depth: depth + 1 };
  return unlessNil(from, [
    `${to} = make(${goTypeText(type)}, len(${from}))`,
    `for ${index} := range ${from} {`,
    ...indented(copyLines(type.of, each, copying)),
    '}',
  ]);
}

/** An element of a map has no address, so that its copy is made beside it. */
function mapLines(type: GoType & { form: 'map' }, { from, to, depth }: Place, copying: Copying) {
  if (!copying.isDeep(type.of)) return [`${to} = maps.Clone(${from})`];
  const nth = depth === 0 ? '' : `${depth + 1}`;
  const each = { from: `value${nth}`, to: `copied${nth}`, depth: depth + 1 };
  const [line = '', ...more] = copyLines(type.of, each, copying);
  const assigned = `${each.to} = `;
  const body =
    more.length === 0 && line.startsWith(assigned)
      ? [`${to}[key${nth}] = ${line.slice(assigned.length)}`]
      : [`var ${each.to} ${goTypeText(type.of)}`, line, ...more, `${to}[key${nth}] = ${each.to}`];
  return unlessNil(from, [
    `${to} = make(${goTypeText(type)}, len(${from}))`,
    `for key${nth}, value${nth} := range ${from} {`,
    ...indented(body),
    '}',
  ]);
}

function unlessNil(name: string, lines: readonly string[]): readonly string[] {
  return [`if ${name} != nil {`, ...indented(lines), '}'];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `\t${line}`);
}
