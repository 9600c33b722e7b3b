/** The paths of health checks. */
export type HealthEndpoint = 'healthz' | 'livez' | 'readyz';

/** Something that can be wrong with the server. */
export type HealthCheck = {
  readonly name: string;
  readonly endpoints: readonly HealthEndpoint[];
  /** What is wrong, for the log, or undefined where all is well. @throws Error that says so too */
  readonly problem: () => Promise<string | undefined> | string | undefined;
  /** What will be wrong before long, for whoever asks. */
  readonly warning?: () => string | undefined;
};
