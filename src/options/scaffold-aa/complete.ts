import { traitsOf } from '../../model/aa-library.ts';
import { completeResource } from '../custom-resource/complete.ts';
import type { RawOptions } from '../option.ts';
import { listOf, textOf } from '../raw-value.ts';
import type { ScaffoldAaAnswers } from './answers.ts';

/**
 * @returns every answer of kx scaffold aa as its flag would say it; what flags put over the files of --from is not
 *   repeated from them
 */
export function completeScaffoldAa(answers: ScaffoldAaAnswers, options: RawOptions): RawOptions {
  const { project, certs, out } = answers;
  const from = listOf(options, 'from');
  return {
    name: project.name,
    ...resourcesOf(answers, options),
    resource: listOf(options, 'resource'),
    from: from.length === 0 ? undefined : from,
    fromFormat: textOf(options, 'fromFormat'),
    service: project.service.name,
    namespace: project.service.namespace,
    language: traitsOf(project.library).language,
    library: project.library,
    storage: project.storage,
    connect: project.connect.streams,
    certs,
    out,
  };
}

function resourcesOf({ project }: ScaffoldAaAnswers, options: RawOptions): RawOptions {
  const { group, resources } = project;
  const [resource, second] = resources.slice(0, resources.length - listOf(options, 'resource').length);
  if (resource === undefined || second !== undefined) return { group, version: textOf(options, 'version') };
  const isRead = listOf(options, 'from').length > 0;
  const version = isRead ? textOf(options, 'version') : resource.versions[0]?.name;
  return { ...completeResource(resource, options), version, status: options['status'] };
}
