import type { AaStream } from '../../model/aa-library.ts';
import type { CustomResource, CustomResourceVersion } from '../../model/custom-resource.ts';
import type { TemplateContext } from '../render-templates.ts';

/** What the templates of a library say besides what those of all do. */
export type LibraryContext = {
  readonly ofProject: TemplateContext;
  readonly ofKind: (
    resource: CustomResource,
    version: CustomResourceVersion,
    streams: readonly AaStream[],
  ) => TemplateContext;
};
