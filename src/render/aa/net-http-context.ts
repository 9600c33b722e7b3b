import type { AaProject } from '../../model/aa-project.ts';
import {
  type CustomResource,
  type CustomResourceVersion,
  storageVersion,
} from '../../model/custom-resource.ts';
import { deprecationSentence } from '../../model/deprecation-sentence.ts';
import { fileStem } from '../../model/file-stem.ts';
import { type GoEntry, goListLiteral, goStructLiteral } from '../go/go-fields.ts';
import { goImportDeclaration, goTypeImports } from '../go/go-imports.ts';
import { goString } from '../go/go-string.ts';
import { renderGoTypes } from '../go/render-go-types.ts';
import { columnLiteral, scaleLiteral, stringListLiteral } from './go-literals.ts';
import { type GoNames, goNames } from './go-packages.ts';
import type { LibraryContext } from './library-context.ts';

/** @returns what the templates of a server on net/http say besides */
export function netHttpContext(project: AaProject): LibraryContext {
  const names = goNames(project);
  const all = project.resources.flatMap((resource) =>
    resource.versions.map((version) => names.versionOf(resource, version)),
  );
  return {
    ofProject: {
      goModule: names.module,
      goPackages: [...new Set(all.map((each) => each.package))].sort(),
    },
    ofKind: (resource, version) => {
      const { package: goPackage, types } = names.versionOf(resource, version);
      return {
        goPackage,
        goFile: fileStem(resource.names.kind),
        goType: types.object.name,
        goTypes: all.filter((each) => each.package === goPackage).map((each) => each.types.object.name),
        typesImports: goImportDeclaration([
          ...goTypeImports(types),
          '_ embed',
          'metav1 k8s.io/apimachinery/pkg/apis/meta/v1',
          'k8s.io/apimachinery/pkg/util/validation/field',
          `${names.module}/internal/api`,
        ]),
        typesSource: renderGoTypes(types),
        kindSource: kindLiteral(names, resource, version),
        schemaJson: JSON.stringify(version.schema, null, 2),
      };
    },
  };
}

function kindLiteral(names: GoNames, resource: CustomResource, version: CustomResourceVersion): string {
  const { kind, listKind, plural, singular, shortNames, categories } = resource.names;
  const { types } = names.versionOf(resource, version);
  const { status, scale, columns, selectableFields } = version;
  const stored = storageVersion(resource);
  const deprecation = deprecationSentence(resource, version);
  const entries: readonly (GoEntry | undefined)[] = [
    ['Group', goString(resource.group)],
    ['Version', goString(version.name)],
    ['Kind', goString(kind)],
    ['ListKind', goString(listKind)],
    ['Plural', goString(plural)],
    ['Singular', goString(singular)],
    shortNames.length === 0 ? undefined : ['ShortNames', stringListLiteral(shortNames)],
    categories.length === 0 ? undefined : ['Categories', stringListLiteral(categories)],
    resource.scope === 'Namespaced' ? ['Namespaced', 'true'] : undefined,
    stored === undefined || resource.versions.length === 1
      ? undefined
      : ['StorageVersion', goString(stored.name)],
    deprecation === undefined ? undefined : ['Deprecated', goString(deprecation)],
    status ? ['Status', 'true'] : undefined,
    scale === undefined ? undefined : ['Scale', scaleLiteral('api.Scale', scale)],
    selectableFields.length === 0 ? undefined : ['SelectableFields', stringListLiteral(selectableFields)],
    columns.length === 0 ? undefined : ['Columns', goListLiteral('[]api.Column', columns.map(columnLiteral))],
    ['Schema', `api.MustParse(schemaOf${types.object.name})`],
    ['Validate', `api.Validating(validate${types.object.name})`],
  ];
  return goStructLiteral(
    'api.Kind',
    entries.filter((entry) => entry !== undefined),
  );
}
