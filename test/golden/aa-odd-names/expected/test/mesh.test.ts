import { checkKind } from './support/check-kind.ts';

checkKind({
  apiVersion: 'gateway.example.org/v1beta2',
  kind: 'Mesh',
  plural: 'meshes',
  namespaced: true,
  sample: 'mesh.json',
});
