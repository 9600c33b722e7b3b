import { cannotBeHandled } from '../../api/api-errors.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import { warningHeader } from '../../representation/warning-header.ts';
import type { ReplyHeaders } from '../../request/reply.ts';
import type { FieldValidation } from './write-options.ts';

/** Fields of a submitted object that would be lost without a word. */
export type LostFields = {
  /** Their paths. */
  readonly unknown: readonly string[];
  /** A sentence for each. */
  readonly duplicate: readonly string[];
};

const longestWarnings = 4096;

/**
 * What the client asked to do about lost fields: Strict refuses them with a 400, Warn gives headers that tell of
 * them (RFC 9111's predecessor 7234 section 5.5, as k8s.io/apiserver pkg/warning does), Ignore gives none.
 */
export const reportLostFields = (
  lost: LostFields,
  mode: FieldValidation,
  kind: KindDefinition,
): ReplyHeaders => {
  const problems = [...lost.duplicate, ...lost.unknown.map((path) => `unknown field "${path}"`)];
  if (problems.length === 0 || mode === 'Ignore') return {};
  if (mode === 'Strict') throw cannotBeHandled(kind, `strict decoding error: ${problems.join(', ')}`);
  return { Warning: withinLimit(problems.map(warningHeader)) };
};

/** Adds warnings to headers that may have some. */
export const withWarnings = (headers: ReplyHeaders, warnings: readonly string[]): ReplyHeaders => {
  if (warnings.length === 0) return headers;
  const others = [headers['Warning'] ?? []].flat();
  return { ...headers, Warning: withinLimit([...others, ...warnings.map(warningHeader)]) };
};

const withinLimit = (warnings: readonly string[]): readonly string[] => {
  let total = 0;
  return warnings.filter((each) => {
    total += each.length;
    return total <= longestWarnings;
  });
};
