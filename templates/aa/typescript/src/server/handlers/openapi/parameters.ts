import type { Parameter } from './open-api-types.ts';

const query = (name: string, type: Parameter['type'], description: string): Parameter => ({
  name,
  in: 'query',
  type,
  description,
});

/** The parameters in the path. */
export const pathParameters = {
  name: { name: 'name', in: 'path', type: 'string', description: 'The name of the object.' },
  namespace: { name: 'namespace', in: 'path', type: 'string', description: 'The namespace of the objects.' },
} satisfies Record<string, Parameter>;

/** Of every request. */
export const pretty = query('pretty', 'string', 'With `true` the answer is indented.');

const dryRun = query('dryRun', 'string', 'With `All` everything is checked and nothing is stored.');

/** Of every write: kubectl sends fieldValidation only where a document says that it is understood. */
export const writeParameters: readonly Parameter[] = [
  dryRun,
  query('fieldManager', 'string', 'The name of the writer.'),
  query('fieldValidation', 'string', 'What to do about unknown and repeated fields: Ignore, Warn or Strict.'),
];

/** Of a patch beside those of every write. */
export const patchParameters: readonly Parameter[] = [
  ...writeParameters,
  query('force', 'boolean', 'Takes fields over from other writers; for apply patches alone.'),
];

/** Of a list or watch. */
export const listParameters: readonly Parameter[] = [
  query('allowWatchBookmarks', 'boolean', 'Whether a watch may send BOOKMARK events.'),
  query('continue', 'string', 'Where the next page begins, as the page before said.'),
  query('fieldSelector', 'string', 'Which objects, by metadata.name and metadata.namespace.'),
  query('labelSelector', 'string', 'Which objects, by their labels.'),
  query('limit', 'integer', 'How many objects a page holds at most.'),
  query(
    'resourceVersion',
    'string',
    'Which state of the collection is wanted, or after which a watch begins.',
  ),
  query('resourceVersionMatch', 'string', 'How resourceVersion is meant: Exact or NotOlderThan.'),
  query('sendInitialEvents', 'boolean', 'Whether a watch begins with the present state.'),
  query('timeoutSeconds', 'integer', 'Seconds after which a watch ends.'),
  query('watch', 'boolean', 'Whether to send changes as they come instead of a list.'),
];

/** Of a log. */
export const logParameters: readonly Parameter[] = [
  query('follow', 'boolean', 'Whether to send lines as they come, after those that are there.'),
  query('limitBytes', 'integer', 'How many bytes are sent at most.'),
  query('sinceSeconds', 'integer', 'Leaves out lines that are older than so many seconds.'),
  query('sinceTime', 'string', 'Leaves out lines of before this time (RFC 3339).'),
  query('tailLines', 'integer', 'How many of the lines that are there are sent, counted from the end.'),
  query('timestamps', 'boolean', 'Whether each line begins with its time.'),
];

/** Of a deletion. */
export const deleteParameters: readonly Parameter[] = [
  dryRun,
  query('gracePeriodSeconds', 'integer', 'Not used by this kind.'),
  query('orphanDependents', 'boolean', 'Superseded by propagationPolicy.'),
  query('propagationPolicy', 'string', 'What becomes of dependents: Orphan, Background or Foreground.'),
];
