import type { Caller, CallerService } from '../manifest/caller.ts';

/** Which callers are meant. */
export type Choice = {
  /** Only those of this Service; undefined for all. */
  readonly service: Pick<CallerService, 'name' | 'namespace'> | undefined;
};

/** Whether a caller is meant; where it is not and that may surprise, the reason. */
export type Chosen = { readonly isChosen: true } | { readonly isChosen: false; readonly reason?: string };

/** @returns whether the caBundle of a caller is to be set */
export function chooseCaller({ place, service, url, bundle }: Caller, choice: Choice): Chosen {
  if (choice.service !== undefined) {
    const { name, namespace } = choice.service;
    return { isChosen: service?.name === name && service.namespace === namespace };
  }
  if (service !== undefined) return { isChosen: true };
  if (url === undefined) {
    return { isChosen: false, reason: `${place} has no service: kube-apiserver serves it itself` };
  }
  if (bundle !== undefined) return { isChosen: true };
  const reason = `${place} is called at ${url} and has no caBundle, so it is left to the CAs of the system`;
  return { isChosen: false, reason };
}

/** @returns whether a caBundle holds exactly these certificates already */
export function holdsBundle({ bundle, bundleFault }: Caller, pem: string): boolean {
  if (bundle === undefined || bundleFault !== undefined) return false;
  return Buffer.compare(bundle.bytes, Buffer.from(pem)) === 0;
}
