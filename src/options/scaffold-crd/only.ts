import { type Checked, invalid, valid } from '../../checked.ts';
import { nearestHint } from '../../model/nearest.ts';
import { isOutputPart, OUTPUT_PARTS, type OutputPart } from '../../model/output-part.ts';

/**
 * Reads `--only`: parts joined by commas, `crd,sample,rbac,types,docs`.
 *
 * @param text undefined where the flag is not given
 * @returns the parts, none for all, or a violation for each that there is not
 */
export function parseOnly(text: string | undefined): Checked<readonly OutputPart[]> {
  const names = text === undefined ? [] : text.split(',').map((name) => name.trim());
  const violations = names
    .filter((name) => !isOutputPart(name))
    .map((name) => ({
      path: '--only',
      message: `there is no part '${name}'`,
      hint: nearestHint(name, OUTPUT_PARTS) ?? `parts: ${OUTPUT_PARTS.join(', ')}`,
    }));
  return violations.length === 0 ? valid([...new Set(names.filter(isOutputPart))]) : invalid(violations);
}
