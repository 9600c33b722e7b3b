import type { Authorizer } from '../../authorization/authorizer.ts';
import type { Log } from '../../log/log.ts';
import type { Told } from '../admission.ts';
import type { FindNamespace } from '../matching/matched-version.ts';
import type { PostReview } from './post-review.ts';

/** What it takes to call webhooks for a request. */
export type WebhookMeans = {
  readonly findNamespace: FindNamespace;
  /** For conditions that ask what somebody may do. */
  readonly authorizer: Authorizer;
  readonly post: PostReview;
  readonly log: Log;
  readonly told: Told;
};
