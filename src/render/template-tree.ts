/**
 * The files of one template, as they lie under `templates/`. The path of a template is the path of its output: a
 * last `.hbs` says that the text is rendered (else it is copied as it is), `_dot_` stands for a leading dot (npm
 * leaves some dot files out of packages), and `{{…}}` in a path is rendered too.
 */
export type TemplateTree = readonly TemplateFile[];

/** One file of a template; the path is relative to the template, with `/`. */
export type TemplateFile = { readonly path: string; readonly text: string };
