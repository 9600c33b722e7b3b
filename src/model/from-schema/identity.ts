import { isJsonList, isJsonObject, type JsonValue } from '../json-value.ts';
import type { DescribedResource } from '../source/described-resource.ts';
import { groupVersionOf } from '../source/group-version-of.ts';
import type { Context } from './context.ts';
import { flatten } from './flatten.ts';
import type { FlatNode } from './node.ts';

/** What a schema says its objects are. */
type Identity = Pick<DescribedResource, 'group' | 'names'> & { readonly version?: string };

/**
 * Finds out what a schema's objects are: by the constants of its apiVersion and kind, by
 * x-kubernetes-group-version-kind as Kubernetes' own OpenAPI has it, or the kind by a title in CamelCase.
 */
export function identityOf(context: Context, node: FlatNode, raw: JsonValue): Identity {
  const own = ownIdentity(raw);
  const { group = own.group, version = own.version } = groupVersionOf(
    onlyValue(context, node, 'apiVersion') ?? '',
  );
  const kind = onlyValue(context, node, 'kind') ?? own.kind ?? kindOfTitle(node);
  return {
    ...(group === undefined ? {} : { group }),
    ...(version === undefined ? {} : { version }),
    names: kind === undefined ? {} : { kind },
  };
}

function onlyValue(context: Context, node: FlatNode, name: string): string | undefined {
  const nodes = node.properties.get(name);
  const [value, second] = nodes === undefined ? [] : (flatten(context, nodes).values ?? []);
  return typeof value === 'string' && second === undefined ? value : undefined;
}

function kindOfTitle({ plain }: FlatNode): string | undefined {
  const { title } = plain;
  return typeof title === 'string' && /^[A-Z][A-Za-z0-9]*$/u.test(title) ? title : undefined;
}

type Own = { readonly group?: string; readonly version?: string; readonly kind?: string };

function ownIdentity(raw: JsonValue): Own {
  const list = isJsonObject(raw) ? raw['x-kubernetes-group-version-kind'] : undefined;
  const [first] = isJsonList(list) ? list : [];
  if (!isJsonObject(first)) return {};
  const { group, version, kind } = first;
  return {
    ...(typeof group === 'string' && group !== '' ? { group } : {}),
    ...(typeof version === 'string' ? { version } : {}),
    ...(typeof kind === 'string' ? { kind } : {}),
  };
}
