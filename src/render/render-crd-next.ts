import type { CustomResource } from '../model/custom-resource.ts';
import { shellWord } from '../shell-words.ts';
import { fileBelow } from './file-below.ts';
import type { FileSet } from './file-set.ts';

type Made = {
  /** Where the files are, as the user named it. */
  readonly directory: string;
  readonly files: FileSet;
  /** Whether to say where the plural comes from. */
  readonly pluralGuessed: boolean;
};

/**
 * Says what was made and what to do with it.
 *
 * @returns lines whose commands run as printed, in their order
 */
export function describeCrdNext(resource: CustomResource, made: Made): string {
  const { group, names, versions, scope } = resource;
  const served = versions.filter((version) => version.served).map((version) => version.name);
  const steps = stepsOf(resource, made);
  const lines = [
    `${names.kind} is ${scope === 'Namespaced' ? 'namespaced' : 'cluster-scoped'}, served as ${group}/${served.join(', ')}.`,
    ...(made.pluralGuessed
      ? [`Its plural '${names.plural}' was guessed from the kind; --plural says another.`]
      : []),
    ...(steps.length === 0 ? [] : ['Next:', ...steps.map((step) => `  ${step}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

function stepsOf({ group, names }: CustomResource, { directory, files }: Made): readonly string[] {
  const place = (path: string) => shellWord(fileBelow(directory, path));
  const has = (start: string) => files.some(({ path }) => path.startsWith(start));
  return [
    ...(has('crd.yaml')
      ? [
          `kubectl apply -f ${place('crd.yaml')}`,
          `kubectl wait --for=condition=Established crd/${names.plural}.${group}`,
        ]
      : []),
    ...(has('rbac/') ? [`kubectl apply -f ${place('rbac/')}`] : []),
    ...(has('samples/')
      ? [`kubectl apply -f ${place('samples/')}`, `kubectl get ${names.shortNames[0] ?? names.plural}`]
      : []),
  ];
}
