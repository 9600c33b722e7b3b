import type { Severity } from './klog-header.ts';

/** A klog line before its header: where it comes from and what it says, which may be several lines. */
export type LogLine = {
  readonly source: string;
  readonly text: string;
  /** I where undefined. */
  readonly severity?: Severity;
};
