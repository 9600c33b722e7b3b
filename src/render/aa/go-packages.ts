import type { AaProject } from '../../model/aa-project.ts';
import type { CustomResource, CustomResourceVersion } from '../../model/custom-resource.ts';
import { goFieldName, goPackageName, goScope, goTypeName } from '../go/go-name.ts';
import type { GoKind } from '../go/go-type.ts';
import { goTypesOf } from '../go/go-types-of.ts';

/** A version of a kind in Go: the package that its types are in, and the types. */
type GoVersion = {
  readonly package: string;
  readonly types: GoKind;
};

/** What a project calls things in Go. */
export type GoNames = {
  /** `demo.kx.dev/my-aa` */
  readonly module: string;
  /** By the kind as it is written: a name that no other kind of the project has. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly versionOf: (resource: CustomResource, version: CustomResourceVersion) => GoVersion;
};

/** What a package of types declares beside the types. */
const OF_PACKAGE = ['SchemeGroupVersion', 'AddToScheme', 'Kinds'];

/** Names the types of a project: a package for each version of the group, and in it no name twice. */
export function goNames({ name, group, resources }: AaProject): GoNames {
  const scopes = new Map(
    resources.flatMap(({ versions }) =>
      versions.map((version) => [version.name, goScope(OF_PACKAGE)] as const),
    ),
  );
  const found = new Map<string, GoVersion>();
  for (const resource of resources) {
    for (const version of resource.versions) {
      const scope = scopes.get(version.name) ?? goScope(OF_PACKAGE);
      const types = goTypesOf(resource.names, version.schema, scope);
      found.set(`${resource.names.kind}/${version.name}`, { package: goPackageName(version.name), types });
    }
  }
  const scope = goScope(['All']);
  return {
    module: goModule(group, name),
    kinds: new Map(resources.map(({ names: { kind } }) => [kind, scope(goTypeName(kind))])),
    versionOf: ({ names: { kind } }, version) => {
      const goVersion = found.get(`${kind}/${version.name}`);
      if (goVersion === undefined) throw new Error(`${kind} of ${version.name} is not of the project`);
      return goVersion;
    },
  };
}

/** @returns the version as a part of an identifier: `V1beta1` */
export function goVersionName(version: string): string {
  return goFieldName(version);
}

/**
 * A group is a domain, which is what a module path begins with; what ends like a version of a module, or is a device
 * of Windows, can end no path.
 * @see https://go.dev/ref/mod#go-mod-file-ident
 */
function goModule(group: string, name: string): string {
  const isSpecial = /^(?:v\d+|con|com\d|lpt\d|nul|prn|aux)$/u.test(name);
  return `${group}/${isSpecial ? `${name}-server` : name}`;
}
