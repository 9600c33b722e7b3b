import { goComment } from './go-comment.ts';
import { goString } from './go-string.ts';
import { type GoEnum, type GoField, type GoKind, type GoStruct, goTypeText } from './go-type.ts';

/**
 * Writes the types of a kind, as gofmt leaves them: the object, its parts, enums, and the list.
 *
 * @returns declarations that import `metav1` and what `goTypeImports` names
 */
export function renderGoTypes({ object, list, structs, enums }: GoKind): string {
  return [
    objectDeclaration(object),
    ...structs.map(structDeclaration),
    ...enums.map(enumDeclaration),
    listDeclaration(list, object),
  ].join('\n');
}

function objectDeclaration({ name, description, fields }: GoStruct): string {
  const own = fields.length === 0 ? '' : `\n${fieldLines(fields)}`;
  return `${goComment(description, 0)}type ${name} struct {
	metav1.TypeMeta   \`json:",inline"\`
	metav1.ObjectMeta \`json:"metadata,omitzero"\`
${own}}
`;
}

function listDeclaration({ name, description }: GoStruct, object: GoStruct): string {
  return `${goComment(description, 0)}type ${name} struct {
	metav1.TypeMeta \`json:",inline"\`
	metav1.ListMeta \`json:"metadata,omitzero"\`

	Items []${object.name} \`json:"items"\`
}
`;
}

function structDeclaration({ name, description, fields }: GoStruct): string {
  const body = fields.length === 0 ? '{}' : ` {\n${fieldLines(fields)}}`;
  return `${goComment(description, 0)}type ${name} struct${body}\n`;
}

/** gofmt aligns lines that follow each other; a comment between them ends the block. */
function fieldLines(fields: readonly GoField[]): string {
  return blocksOf(fields)
    .map((block) => {
      const nameWidth = Math.max(...block.map(({ name }) => widthOf(name)));
      const typeWidth = Math.max(...block.map(({ type }) => widthOf(goTypeText(type))));
      return block
        .map(({ name, type, tag, description }) => {
          const columns = [padded(name, nameWidth), padded(goTypeText(type), typeWidth), `\`json:"${tag}"\``];
          return `${goComment(description, 1)}\t${columns.join(' ')}\n`;
        })
        .join('');
    })
    .join('');
}

function blocksOf(fields: readonly GoField[]): readonly (readonly GoField[])[] {
  const blocks: GoField[][] = [];
  for (const field of fields) {
    const last = blocks.at(-1);
    if (last === undefined || goComment(field.description, 1) !== '') blocks.push([field]);
    else last.push(field);
  }
  return blocks;
}

function enumDeclaration({ name, description, values }: GoEnum): string {
  const width = Math.max(...values.map((value) => widthOf(value.name)));
  const lines = values.map((value) => `\t${padded(value.name, width)} ${name} = ${goString(value.value)}\n`);
  return `${goComment(description, 0)}type ${name} string

// The values of ${name}.
const (
${lines.join('')})
`;
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(width - widthOf(text));
}

function widthOf(text: string): number {
  return [...text].length;
}
