import type { JsonObject } from '../../api/json.ts';
import type { Attributes, SeenVersion } from '../attributes.ts';

/**
 * The AdmissionRequest of a request in the version that somebody wants to see it in (k8s.io/apiserver
 * pkg/admission/plugin/webhook/request CreateV1AdmissionReview), without its objects, which CEL sees by themselves.
 */
export const admissionRequest = (
  uid: string,
  attributes: Attributes,
  { kind, version }: SeenVersion,
): JsonObject => {
  const { group, plural, subresource, name, namespace, operation, user, seen } = attributes;
  const { extra, groups } = user;
  return {
    uid,
    kind,
    resource: { group, version, resource: plural },
    ...given({ subResource: subresource }),
    requestKind: seen.kind,
    requestResource: { group, version: seen.version, resource: plural },
    ...given({ requestSubResource: subresource, name, namespace }),
    operation,
    userInfo: {
      ...given({ username: user.name, uid: user.uid }),
      ...(groups.length === 0 ? {} : { groups }),
      ...(Object.keys(extra).length === 0 ? {} : { extra }),
    },
    dryRun: attributes.dryRun,
    options: attributes.options,
  };
};

/** The AdmissionReview that a webhook gets, of one of the versions of that API. */
export const admissionReview = (
  apiVersion: string,
  request: JsonObject,
  { object, oldObject }: { readonly object: JsonObject | null; readonly oldObject: JsonObject | null },
): JsonObject => ({ kind: 'AdmissionReview', apiVersion, request: { ...request, object, oldObject } });

/** What is not empty: Go leaves out the rest. */
const given = (members: Readonly<Record<string, string>>): JsonObject =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''));
