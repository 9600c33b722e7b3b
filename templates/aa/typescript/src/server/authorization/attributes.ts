import type { RequestInfo, ResourceRequestInfo } from '../request/request-info.ts';

/** A right on a resource that is asked for (k8s.io/apiserver pkg/authorization/authorizer Attributes). */
export type ResourceAttributes = Pick<
  ResourceRequestInfo,
  'isResource' | 'verb' | 'group' | 'version' | 'namespace' | 'resource' | 'subresource' | 'name'
>;

/** A right on a path that is no resource. */
export type PathAttributes = {
  readonly isResource: false;
  readonly verb: string;
  /** Decoded. */
  readonly path: string;
};

export type Attributes = ResourceAttributes | PathAttributes;

const onCollections: readonly string[] = ['list', 'watch', 'deletecollection'];

/** The right that a request needs; a collection narrowed to one name by its field selector is that object. */
export const attributesOf = (
  request: { readonly path: string; readonly query: URLSearchParams },
  info: RequestInfo,
): Attributes => {
  if (!info.isResource) return { isResource: false, verb: info.verb, path: decodeURIComponent(request.path) };
  const { verb, group, version, namespace, resource, subresource, name } = info;
  const target = { isResource: true, verb, group, version, namespace, resource, subresource } as const;
  const isCollection = name === '' && onCollections.includes(verb);
  return { ...target, name: isCollection ? selectedName(request.query) : name };
};

/** The one name that a field selector allows (k8s.io/apiserver pkg/endpoints/request NewRequestInfo). */
const selectedName = (query: URLSearchParams): string => {
  for (const term of (query.get('fieldSelector') ?? '').split(',')) {
    const [, name = ''] = /^metadata\.name==?([^=\\/%]+)$/.exec(term) ?? [];
    if (name !== '') return name;
  }
  return '';
};
