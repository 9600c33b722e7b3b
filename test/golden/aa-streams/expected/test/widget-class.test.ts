import { checkKind } from './support/check-kind.ts';

checkKind({
  apiVersion: 'demo.kx.dev/v1alpha1',
  kind: 'WidgetClass',
  plural: 'widgetclasses',
  namespaced: false,
  sample: 'widget-class.json',
});
