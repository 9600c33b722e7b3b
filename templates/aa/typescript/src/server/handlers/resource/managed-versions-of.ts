import type { ApiObject } from '../../api/api-object.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import { managedSchema } from '../../managed-fields/managed-schema.ts';
import type { ManagedVersions } from '../../managed-fields/managed-versions.ts';
import { fromStoredVersion, toStoredVersion } from '../../storage/convert-object.ts';
import { storedVersionOf } from '../stored-version-of.ts';
import type { ResourceInput } from './resource-input.ts';

/** The versions that managedFields of an object may be of; from one to another it goes over the stored one. */
export const managedVersionsOf = ({ kind, server }: ResourceInput): ManagedVersions => {
  const find = (apiVersion: string): KindDefinition | undefined =>
    server.kinds.find(
      (each) => each.plural === kind.plural && `${each.group}/${each.version}` === apiVersion,
    );
  return {
    schemaOf: (apiVersion) => {
      const found = find(apiVersion);
      return found && managedSchema(found.schema);
    },
    convert: (object, from, to) => {
      const [shown, target] = [find(from), find(to)];
      if (shown === undefined || target === undefined) return object;
      const stored = storedVersionOf(kind, server.kinds);
      return fromStoredVersion(
        toStoredVersion(object as ApiObject, { shown, stored }),
        target,
      ) as typeof object;
    },
  };
};
