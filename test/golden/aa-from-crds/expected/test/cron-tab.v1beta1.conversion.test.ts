import { cronTabKindV1beta1 } from '../src/kinds/cron-tab.v1beta1.ts';
import { cronTabKind } from '../src/kinds/cron-tab.ts';
import { checkConversion } from './support/check-conversion.ts';

// What is lost on the way there and back. Where the conversion keeps a field, take it out here.
checkConversion({
  shown: { kind: cronTabKindV1beta1, sample: 'cron-tab.v1beta1.json', lost: ['spec.image'] },
  stored: { kind: cronTabKind, sample: 'cron-tab.json', lost: ['spec.replicas', 'status.replicas', 'status.selector'] },
});
