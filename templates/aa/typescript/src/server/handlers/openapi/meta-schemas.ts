import type { OpenApiSchema } from './open-api-types.ts';
import { metaPrefix } from './schema-names.ts';

/** A reference to another of these schemas, by its last name. */
const ref = (name: string, description: string): OpenApiSchema => ({
  description,
  allOf: [{ $ref: `#/components/schemas/${metaPrefix}.${name}` }],
});

/** The same where there is always one, if an empty one. */
const element = (name: string, description: string): OpenApiSchema => ({
  ...ref(name, description),
  default: {},
});

const text = (description: string): OpenApiSchema => ({ type: 'string', description });
const requiredText = (description: string): OpenApiSchema => ({ ...text(description), default: '' });
const flag = (description: string): OpenApiSchema => ({ type: 'boolean', description });
const count = (description: string, format = 'int64'): OpenApiSchema => ({
  type: 'integer',
  format,
  description,
});
const texts = (description: string): OpenApiSchema => ({
  type: 'array',
  items: { type: 'string', default: '' },
  description,
  'x-kubernetes-list-type': 'atomic',
});
const textMap = (description: string): OpenApiSchema => ({
  type: 'object',
  additionalProperties: { type: 'string', default: '' },
  description,
});

const object = (
  description: string,
  properties: OpenApiSchema,
  required: readonly string[] = [],
): OpenApiSchema => ({
  type: 'object',
  description,
  ...(required.length === 0 ? {} : { required }),
  properties,
});

const typeFields: OpenApiSchema = {
  apiVersion: text('The group and version that this object is written in.'),
  kind: text('The kind of this object, in CamelCase.'),
};

const schemas: Readonly<Record<string, OpenApiSchema>> = {
  Time: { type: 'string', format: 'date-time', description: 'A moment as in RFC 3339.' },
  FieldsV1: { type: 'object', description: 'A set of fields, one member for each.' },
  Patch: { type: 'object', description: 'A change to an object, in the form that its media type says.' },
  ListMeta: object('What a list says of itself.', {
    continue: text('Where the next page begins; empty on the last one.'),
    remainingItemCount: count('How many objects are not on this page, if that is known.'),
    resourceVersion: text('The state of the collection that this list shows.'),
    selfLink: text('Not set any more.'),
  }),
  OwnerReference: object(
    'An object that this one belongs to and is deleted with.',
    {
      apiVersion: requiredText('API version of the owner.'),
      blockOwnerDeletion: flag(
        'Whether the owner waits for this object when it is deleted in the foreground.',
      ),
      controller: flag('Whether the owner manages this object.'),
      kind: requiredText('Kind of the owner.'),
      name: requiredText('Name of the owner.'),
      uid: requiredText('UID of the owner.'),
    },
    ['apiVersion', 'kind', 'name', 'uid'],
  ),
  ManagedFieldsEntry: object('The fields that one writer manages.', {
    apiVersion: text('The version in which the fields are named.'),
    fieldsType: text('The form of the set of fields; FieldsV1 alone.'),
    fieldsV1: ref('FieldsV1', 'The fields.'),
    manager: text('The writer.'),
    operation: text('How it wrote: Apply or Update.'),
    subresource: text('The subresource that it wrote to.'),
    time: ref('Time', 'When it wrote last.'),
  }),
  ObjectMeta: object('What every object says of itself.', {
    annotations: textMap('Remarks of tools, not for selection.'),
    creationTimestamp: ref('Time', 'When the object was created; set by the server.'),
    deletionGracePeriodSeconds: count('Seconds that the object may live on after its deletion was asked.'),
    deletionTimestamp: ref('Time', 'When the deletion of the object was asked; set by the server.'),
    finalizers: {
      ...texts('Who has work to do before the object may go.'),
      'x-kubernetes-list-type': 'set',
      'x-kubernetes-patch-strategy': 'merge',
    },
    generateName: text('The beginning of a name that the server completes, where no name is given.'),
    generation: count('Grows with every change of what is wanted; set by the server.'),
    labels: textMap('Keys and values to select objects by.'),
    managedFields: {
      type: 'array',
      items: element('ManagedFieldsEntry', 'The fields of one writer.'),
      description: 'Which writer manages which fields; set by the server.',
      'x-kubernetes-list-type': 'atomic',
    },
    name: text('The name, unique among the objects of its kind in its namespace; it never changes.'),
    namespace: text('The namespace; it never changes.'),
    ownerReferences: {
      type: 'array',
      items: element('OwnerReference', 'One owner.'),
      description: 'The objects that this one belongs to; when all of them are gone it is deleted.',
      'x-kubernetes-list-map-keys': ['uid'],
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-patch-merge-key': 'uid',
      'x-kubernetes-patch-strategy': 'merge',
    },
    resourceVersion: text('The version of this object, to tell changes by; set by the server.'),
    selfLink: text('Not set any more.'),
    uid: text('Unique over all time and space; set by the server.'),
  }),
  Preconditions: object('What must hold for a deletion to be carried out.', {
    resourceVersion: text('The version that the object must have.'),
    uid: text('The UID that the object must have.'),
  }),
  DeleteOptions: object('How to delete an object.', {
    ...typeFields,
    dryRun: texts('With `All` nothing is stored.'),
    gracePeriodSeconds: count('Not used by this kind.'),
    orphanDependents: flag('Superseded by propagationPolicy.'),
    preconditions: ref('Preconditions', 'What must hold, or the answer is a conflict.'),
    propagationPolicy: text('What becomes of dependents: Orphan, Background or Foreground.'),
  }),
  StatusCause: object('One reason of a failure.', {
    field: text('The field that is at fault.'),
    message: text('What is wrong, for people.'),
    reason: text('What is wrong, for programs.'),
  }),
  StatusDetails: object('More about a failure.', {
    causes: {
      type: 'array',
      items: element('StatusCause', 'One reason.'),
      description: 'The reasons of the failure.',
      'x-kubernetes-list-type': 'atomic',
    },
    group: text('API group of the resource.'),
    kind: text('The resource, or its kind.'),
    name: text('Name of the object.'),
    retryAfterSeconds: count('Seconds after which to try again.', 'int32'),
    uid: text('UID of the object.'),
  }),
  Status: object('How a request ended.', {
    ...typeFields,
    code: count('The HTTP status.', 'int32'),
    details: ref('StatusDetails', 'More about a failure.'),
    message: text('What happened, for people.'),
    metadata: element('ListMeta', 'What a list says of itself.'),
    reason: text('What happened, for programs.'),
    status: text('Success or Failure.'),
  }),
};

/** How an owner is merged; and kinds among them: tools find the schema of a Status by its mark. */
const marks: Readonly<Record<string, OpenApiSchema>> = {
  OwnerReference: { 'x-kubernetes-map-type': 'atomic' },
  Status: { 'x-kubernetes-group-version-kind': [{ group: '', kind: 'Status', version: 'v1' }] },
  DeleteOptions: { 'x-kubernetes-group-version-kind': [{ group: '', kind: 'DeleteOptions', version: 'v1' }] },
};

/** The schemas of k8s.io/apimachinery meta/v1 that the documents refer to, by their full names. */
export const metaSchemas: Readonly<Record<string, OpenApiSchema>> = Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => [`${metaPrefix}.${name}`, { ...schema, ...marks[name] }]),
);
