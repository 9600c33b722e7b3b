/** Something that is wrong with a group version although discovery may not show it. */
export type Finding = {
  /** Stable name of the rule: `service-missing`. */
  readonly id: string;
  /** A warning breaks nothing yet. */
  readonly severity: 'error' | 'warning';
  /** `apps/v1`. */
  readonly groupVersion: string;
  /** One sentence that names the culprit. */
  readonly message: string;
  /** What to run or change. */
  readonly fix?: string;
};
