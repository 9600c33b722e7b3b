/**
 * What the checks speak of: a namespaced kind with status and scale, and a cluster-scoped one. These are the flags of
 * `kx scaffold` that describe it, so that a server and a CRD of it can be made.
 */
export const FIXTURE = {
  group: 'demo.kx.dev',
  version: 'v1alpha1',
  /** Of a release that is to come. */
  nextVersion: 'v1beta1',
  kind: 'Widget',
  plural: 'widgets',
  singular: 'widget',
  shortName: 'wd',
  category: 'all',
  clusterKind: 'WidgetClass',
  clusterPlural: 'widgetclasses',
  fields: [
    'spec.size:int32=1{min=0,max=10,desc="how large it is"}',
    'spec.replicas:int32=1{min=0}',
    'spec.colour:string{enum=red|green|blue}',
    'spec.note:string',
    'spec.limits{}:string',
    'spec.ports:object[]{listType=map,listMapKey=name}',
    'spec.ports[].name:string!',
    'spec.ports[].port:int32',
    'spec.tags:string[]{listType=set}',
    'status.phase:string',
    'status.replicas:int32',
    'status.selector:string',
  ],
  columns: [
    'Size:integer:.spec.size',
    'Phase:string:.status.phase:1',
    'Age:date:.metadata.creationTimestamp',
  ],
  scale: '.spec.replicas:.status.replicas:.status.selector',
  selectable: '.spec.colour',
} as const;

/** `demo.kx.dev/v1alpha1` */
export const API_VERSION = `${FIXTURE.group}/${FIXTURE.version}`;

/** `widgets.demo.kx.dev`, as messages name the resource. */
export const RESOURCE = `${FIXTURE.plural}.${FIXTURE.group}`;

/** The path of the group version. */
export const BASE = `/apis/${API_VERSION}`;
