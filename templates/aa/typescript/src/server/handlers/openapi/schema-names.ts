import type { KindDefinition } from '../../api/kind-definition.ts';

/** The prefix of the names of k8s.io/apimachinery's types in every OpenAPI document of Kubernetes. */
export const metaPrefix = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** The name of the schema of what the scale subresource answers with. */
export const scaleSchemaName = 'io.k8s.api.autoscaling.v1.Scale';

const reversed = ({ group, version }: KindDefinition): string =>
  [...group.split('.').reverse(), version].join('.');

/** The name of a kind's schema, such as `dev.kx.demo.v1alpha1.Widget`, as custom resources are named. */
export const kindSchemaName = (kind: KindDefinition): string => `${reversed(kind)}.${kind.kind}`;

/** The name of the schema of a kind's list. */
export const listSchemaName = (kind: KindDefinition): string => `${reversed(kind)}.${kind.listKind}`;
