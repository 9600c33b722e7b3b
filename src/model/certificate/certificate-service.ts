/** A Service of a cluster: both names are checked labels. */
export type ServiceReference = { readonly name: string; readonly namespace: string };
