import Handlebars from 'handlebars';
import type { FileSet, RenderedFile } from './file-set.ts';
import type { TemplateFile, TemplateTree } from './template-tree.ts';
import { yamlScalar } from './yaml-scalar.ts';

/** Values for the names that a template uses. */
export type TemplateContext = Readonly<Record<string, unknown>>;

type Rendering = {
  readonly tree: TemplateTree;
  readonly context: TemplateContext;
  /** A template whose path holds `{{` is rendered once for each of these, laid over the context. */
  readonly each: readonly TemplateContext[];
};

const RENDERED = '.hbs';

// What is rendered is YAML, TypeScript and Markdown: HTML escapes would break all three, and a misspelt name must
// not come out as nothing.
const OPTIONS: Parameters<typeof Handlebars.compile>[1] = { noEscape: true, strict: true };

/** @returns the files of a template tree, in its order @throws Error where a template uses a name that is not there */
export function renderTemplates({ tree, context, each }: Rendering): FileSet {
  return tree.flatMap((file) =>
    file.path.includes('{{')
      ? each.map((more) => renderFile(file, { ...context, ...more }))
      : [renderFile(file, context)],
  );
}

function renderFile(file: TemplateFile, context: TemplateContext): RenderedFile {
  const isRendered = file.path.endsWith(RENDERED);
  const path = isRendered ? file.path.slice(0, -RENDERED.length) : file.path;
  return {
    path: renderText(path, context).replace(/(^|\/)_dot_/g, '$1.'),
    text: isRendered ? renderText(file.text, context) : file.text,
    mode: 0o644,
  };
}

function renderText(text: string, context: TemplateContext): string {
  return handlebars.compile(text, OPTIONS)(context);
}

const handlebars = Handlebars.create();
handlebars.registerHelper('yaml', (text: string) => yamlScalar(text));
