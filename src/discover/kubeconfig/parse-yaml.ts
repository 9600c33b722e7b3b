import { parseAllDocuments, type Tags } from 'yaml';

/**
 * A file of its own, to be imported lazily: `--help` does without the parser. The import of the package is static
 * because a bundle gives a CommonJS package that is imported dynamically no named exports.
 *
 * What is read is what sigs.k8s.io/yaml reads: YAML 1.1, where `yes` is true, without dates and numbers in base 60; of
 * a key that is there twice the last; and of several documents the first.
 *
 * @returns its value
 * @throws Error with line and column for what is not YAML
 */
export function parseYaml(text: string): unknown {
  // Go forgives a key of a mapping that is there twice; anchors may be used as often as a file has users.
  const [first] = parseAllDocuments(text, {
    version: '1.1',
    uniqueKeys: false,
    logLevel: 'error',
    customTags: withoutTimes,
  });
  const error = first?.errors[0];
  if (error !== undefined) throw error;
  return first?.toJS({ maxAliasCount: MOST_ALIASES });
}

/** Beyond what any kubeconfig has, and far below what expands to a full memory. */
const MOST_ALIASES = 100_000;

function withoutTimes(tags: Tags): Tags {
  return tags.filter(
    (tag) => typeof tag === 'string' || !(tag.tag === 'tag:yaml.org,2002:timestamp' || tag.format === 'TIME'),
  );
}
