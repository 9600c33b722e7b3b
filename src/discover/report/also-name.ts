import type { DiscoverAnswers } from '../../options/discover/answers.ts';
import { printable } from '../../render/printable.ts';
import { resourceName } from '../resolve/api-name.ts';
import { type Directory, mapType } from '../resolve/map-type.ts';

/** @returns a line for people where an argument was taken for a group and is a name as well, else nothing */
export function alsoName({ argument = '' }: DiscoverAnswers, directory: Directory): string {
  const [name = '', object] = argument.split('/');
  const { mapping } = mapType(directory, name);
  if (mapping === undefined) return '';
  const form = name.includes('.') ? `${mapping.resource}.${mapping.version}.${mapping.group}` : `${name}.`;
  const command = `kx discover ${form}${object === undefined ? '' : `/${object}`}`;
  return `${printable(`${argument} is a group here; ${command} resolves the name, which is ${resourceName(mapping)}`)}\n`;
}
