import { describe, expect, it } from 'vitest';
import { CASES } from '../../../support/certificate-cases.ts';
import { judgeCase } from '../../../support/judge-case.ts';

it('has a hundred cases', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(100);
});

describe('kx certs verify', () => {
  it.each(CASES)('$group: $name', (item) => {
    const { findings } = judgeCase(item);
    const idsOf = (severity: string) =>
      findings.flatMap((finding) => (finding.severity === severity ? [finding.id] : [])).toSorted();
    expect({ errors: idsOf('error'), warnings: idsOf('warning') }).toEqual({
      errors: item.errors,
      warnings: item.warnings,
    });
  });
});
