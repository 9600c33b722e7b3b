import { type AaLibrary, traitsOf } from '../model/aa-library.ts';
import type { TemplateTree } from '../render/template-tree.ts';
import { readTemplates } from './read-templates.ts';

/** @returns the templates of servers on a library, and those that all servers share */
export function readAaTemplates(library: AaLibrary): TemplateTree {
  return ['common', ...traitsOf(library).templates].flatMap((folder) => readTemplates(`aa/${folder}`));
}
