import { checkKind } from './support/check-kind.ts';

checkKind({
  apiVersion: 'demo.kx.dev/v1alpha1',
  kind: 'Widget',
  plural: 'widgets',
  namespaced: true,
  sample: 'widget.json',
});
