import type { CustomResource, CustomResourceVersion } from '../../model/custom-resource.ts';
import { canonicalJson } from '../../model/json-value.ts';
import type { SampleOf } from '../../model/sample/sample-maker.ts';
import { childrenOf } from '../../model/schema/children-of.ts';
import { ruleSites } from '../../model/schema/rule-sites.ts';
import type { Schema } from '../../model/schema/schema.ts';
import { renderYaml } from '../yaml.ts';
import { describeConstraints, describeType } from './describe-schema.ts';
import { code, codeBlock, plainText, shortened, table } from './markdown.ts';

/**
 * Describes a version of a resource: its fields, rules, columns and samples.
 *
 * @returns Markdown, headings from the second level on
 */
export function describeVersion(
  resource: CustomResource,
  version: CustomResourceVersion,
  sampleOf: SampleOf,
): string {
  const { schema } = version;
  return [
    `## ${code(`${resource.group}/${version.name}`)}\n`,
    standing(version),
    ...(schema.description === undefined ? [] : [`${paragraphs(schema.description)}\n`]),
    '### Fields\n',
    fieldTable(schema),
    ...section('### Rules\n', ruleTable(schema)),
    ...section('### Columns\n', columnTable(version)),
    ...section('### Field selectors\n', selectorList(resource, version)),
    '### Samples\n',
    ...(['minimal', 'full'] as const).map((mode) => codeBlock('yaml', renderYaml(sampleOf(version, mode)))),
  ].join('\n');
}

function standing({ served, storage, deprecated, deprecationWarning }: CustomResourceVersion): string {
  const words = [
    served ? 'Served' : 'Not served',
    storage ? 'the storage version' : 'not stored',
    ...(deprecated ? ['deprecated'] : []),
  ];
  const warning = deprecated && deprecationWarning !== undefined ? ` ${plainText(deprecationWarning)}` : '';
  return `${words.join(', ')}.${warning}\n`;
}

function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/u)
    .map(plainText)
    .join('\n\n');
}

function section(heading: string, body: string): readonly string[] {
  return body === '' ? [] : [heading, body];
}

function fieldTable(schema: Schema): string {
  const rows = fieldRows(schema, '');
  return rows.length === 0
    ? 'None of its own.\n'
    : table(['Field', 'Type', 'Required', 'Default', 'Constraints', 'Description'], rows);
}

/** Items and values of scalars are told by the type of their list or map, unless more holds for them. */
function fieldRows(schema: Schema, path: string): readonly (readonly string[])[] {
  return childrenOf(schema, path).flatMap(([childPath, child]) => {
    const name = childPath.slice(childPath.lastIndexOf('.') + 1);
    const isElement = /(?:\[\]|\{\})$/u.test(childPath);
    const constraints = describeConstraints(child);
    const isTold = isElement && constraints === '' && child.description === undefined;
    const row = [
      code(childPath.replace(/^\./u, '')),
      code(describeType(child)),
      !isElement && schema.required?.includes(name) === true ? 'yes' : '',
      child.default === undefined ? '' : code(canonicalJson(child.default)),
      constraints,
      plainText(shortened(child.description ?? child.title ?? '')),
    ];
    return [...(isTold ? [] : [row]), ...fieldRows(child, childPath)];
  });
}

function ruleTable(schema: Schema): string {
  const rows = ruleSites(schema, '').flatMap(({ path, schema: node }) =>
    (node['x-kubernetes-validations'] ?? []).map(({ rule, message, messageExpression }) => [
      path === '' ? 'the object' : code(path.replace(/^\./u, '')),
      code(rule.trim()),
      message === undefined ? codeOf(messageExpression) : plainText(message),
    ]),
  );
  return rows.length === 0 ? '' : table(['Field', 'Rule (CEL)', 'Says'], rows);
}

function codeOf(text: string | undefined): string {
  return text === undefined ? '' : code(text.trim());
}

function columnTable({ columns }: CustomResourceVersion): string {
  const rows = columns.map(({ name, type, jsonPath, priority }) => [
    plainText(name),
    type,
    code(jsonPath),
    priority > 0 ? 'with `-o wide`' : 'always',
  ]);
  return rows.length === 0 ? '' : table(['Column', 'Type', 'Path', 'Shown'], rows);
}

function selectorList({ names }: CustomResource, { selectableFields }: CustomResourceVersion): string {
  return selectableFields
    .map(
      (path) =>
        `- ${code(`kubectl get ${names.plural} --field-selector ${path.replace(/^\./u, '')}=VALUE`)}\n`,
    )
    .join('');
}
