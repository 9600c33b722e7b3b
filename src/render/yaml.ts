import { Document, isScalar, Scalar, visit } from 'yaml';
import type { JsonValue } from '../model/json-value.ts';
import { needsEscapes, withEscapes } from './yaml-escapes.ts';

/**
 * Renders a value as a YAML document, keys in the order they have: YAML 1.2 that parsers of 1.1, as the one of
 * kubectl, read the same way.
 *
 * Texts of several lines become literal blocks, texts are never folded, and nothing is an anchor.
 *
 * @returns the text, with a line break at its end
 */
export function renderYaml(value: JsonValue): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  visit(document, {
    Scalar: (key, node) => {
      if (isScalar(node) && typeof node.value === 'string' && needsEscapes(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      } else if (
        key !== 'key' &&
        isScalar(node) &&
        typeof node.value === 'string' &&
        node.value.includes('\n')
      ) {
        node.type = isBlockText(node.value) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return withEscapes(document.toString({ lineWidth: 0 }));
}

/** Literal blocks cannot hold control characters, and blanks at line ends would not be seen. */
function isBlockText(text: string): boolean {
  return !/[^\P{C}\n]|[ \t]$/mu.test(text) && !/^\s/u.test(text);
}
