import type { CustomResource } from '../model/custom-resource.ts';
import { shellWord } from '../shell-words.ts';
import { fileBelow } from './file-below.ts';

/**
 * Says what was made and what to do with it.
 *
 * @param directory where the files are, as the user named it
 * @param pluralGuessed whether to say where the plural comes from
 * @returns lines whose commands run as printed, in their order
 */
export function describeCrdNext(
  { group, names, versions, scope }: CustomResource,
  { directory, pluralGuessed }: { readonly directory: string; readonly pluralGuessed: boolean },
): string {
  const file = (path: string) => shellWord(fileBelow(directory, path));
  const served = versions.filter((version) => version.served).map((version) => version.name);
  const short = names.shortNames[0] ?? names.plural;
  const lines = [
    `${names.kind} is ${scope === 'Namespaced' ? 'namespaced' : 'cluster-scoped'}, served as ${group}/${served.join(', ')}.`,
    ...(pluralGuessed
      ? [`Its plural '${names.plural}' was guessed from the kind; --plural says another.`]
      : []),
    'Next:',
    `  kubectl apply -f ${file('crd.yaml')}`,
    `  kubectl wait --for=condition=Established crd/${names.plural}.${group}`,
    `  kubectl apply -f ${file('samples/')}`,
    `  kubectl get ${short}`,
  ];
  return `${lines.join('\n')}\n`;
}
