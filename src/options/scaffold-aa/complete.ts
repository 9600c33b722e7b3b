import { completeResource } from '../custom-resource/complete.ts';
import type { RawOptions } from '../option.ts';
import type { ScaffoldAaAnswers } from './answers.ts';

/** @returns every answer of kx scaffold aa as its flag would say it */
export function completeScaffoldAa(
  { project, certs, out }: ScaffoldAaAnswers,
  options: RawOptions,
): RawOptions {
  const [resource] = project.resources;
  return {
    name: project.name,
    ...(resource === undefined ? {} : completeResource(resource, options)),
    version: project.version,
    service: project.service.name,
    namespace: project.service.namespace,
    certs,
    out,
  };
}
