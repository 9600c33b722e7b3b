/** The parts of what kx scaffold crd writes, as `--only` names them. */
export const OUTPUT_PARTS = ['crd', 'sample', 'rbac', 'types', 'docs'] as const;

/** A part that `--only` names. */
export type OutputPart = (typeof OUTPUT_PARTS)[number];

/** @returns whether `--only` names the part */
export function isOutputPart(text: string): text is OutputPart {
  return OUTPUT_PARTS.some((part) => part === text);
}
