import type { Criteria } from '../matching/matched-version.ts';
import type { Rule } from '../matching/rule.ts';

/** Where a webhook is: a URL, or a Service of the cluster (k8s.io/api admissionregistration/v1 WebhookClientConfig). */
export type WebhookAddress = {
  readonly url?: string;
  readonly service?: {
    readonly namespace: string;
    readonly name: string;
    readonly path?: string;
    readonly port?: number;
  };
  /** PEM in base64; the CAs of the machine where it is absent. */
  readonly caBundle?: string;
};

/** A condition in CEL. */
export type MatchCondition = { readonly name: string; readonly expression: string };

/** k8s.io/api admissionregistration/v1 MutatingWebhook and ValidatingWebhook. */
export type Webhook = Omit<Criteria, 'excludeResourceRules' | 'resourceRules'> & {
  readonly name: string;
  readonly clientConfig: WebhookAddress;
  readonly rules?: readonly Rule[];
  readonly matchConditions?: readonly MatchCondition[];
  readonly failurePolicy?: string;
  readonly sideEffects?: string;
  /** In seconds. */
  readonly timeoutSeconds?: number;
  readonly admissionReviewVersions?: readonly string[];
  readonly reinvocationPolicy?: string;
};

/** A webhook, and the configuration that it is from. */
export type ConfiguredWebhook = { readonly configuration: string; readonly webhook: Webhook };

/** k8s.io/api admissionregistration/v1 MutatingWebhookConfiguration and ValidatingWebhookConfiguration. */
type WebhookConfiguration = {
  readonly metadata: { readonly name: string };
  readonly webhooks?: readonly Webhook[];
};

/** The webhooks of configurations, in the order in which they are called: by the names of these. */
export const webhooksOf = (configurations: readonly WebhookConfiguration[]): readonly ConfiguredWebhook[] =>
  configurations
    .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .flatMap(({ metadata, webhooks = [] }) =>
      webhooks.map((webhook) => ({ configuration: metadata.name, webhook })),
    );
