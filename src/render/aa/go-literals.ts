import type { CustomResourceVersion } from '../../model/custom-resource.ts';
import { goStructLiteral } from '../go/go-fields.ts';
import { goString } from '../go/go-string.ts';

/** @returns a literal of a struct Scale of `type`, as both libraries have it */
export function scaleLiteral(type: string, scale: NonNullable<CustomResourceVersion['scale']>): string {
  return goStructLiteral(`&${type}`, [
    ['SpecReplicasPath', goString(scale.specReplicasPath)],
    ['StatusReplicasPath', goString(scale.statusReplicasPath)],
    ...(scale.labelSelectorPath === undefined
      ? []
      : [['LabelSelectorPath', goString(scale.labelSelectorPath)] as const]),
  ]);
}

/** @returns a literal of a struct Column, without its type */
export function columnLiteral(column: CustomResourceVersion['columns'][number]): string {
  const { name, type, jsonPath, priority, format = '', description = '' } = column;
  const texts = { Name: name, Type: type, Format: format, Description: description, JSONPath: jsonPath };
  const fields = Object.entries(texts)
    .filter(([, text]) => text !== '')
    .map(([key, text]) => `${key}: ${goString(text)}`);
  return `{${[...fields, ...(priority === 0 ? [] : [`Priority: ${priority}`])].join(', ')}}`;
}

/** @returns a literal of strings */
export function stringListLiteral(texts: readonly string[]): string {
  return `[]string{${texts.map(goString).join(', ')}}`;
}
