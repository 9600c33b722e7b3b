import { type Checked, invalid, valid } from '../../checked.ts';
import { checkConversion } from '../../model/check/check-conversion.ts';
import type { ConversionWebhook } from '../../model/conversion.ts';

const FORM = 'none, webhook=SERVICE.NAMESPACE[:PORT][/PATH] or webhook=https://HOST[/PATH]';

/**
 * Reads `--conversion`: `none | webhook=SERVICE.NAMESPACE[:PORT][/PATH]`; a URL in place of the service is for
 * webhooks outside of the cluster.
 *
 * @param caBundle what `parseCaBundle` made of the file of `--ca-bundle`
 * @returns the webhook, undefined for none, or violations whose path is the flag as typed
 */
export function parseConversion(
  source: string,
  caBundle: string | undefined,
): Checked<ConversionWebhook | undefined> {
  const path = `--conversion '${source}'`;
  if (source === 'none') {
    const message = 'is for webhooks; without --conversion webhook=… there is none';
    return caBundle === undefined ? valid(undefined) : invalid([{ path: '--ca-bundle', message }]);
  }
  const client = clientOf(source);
  if (client === undefined) {
    const hint = 'webhook=my-operator.my-operator-system:443/convert';
    return invalid([{ path, message: `it must be ${FORM}`, hint }]);
  }
  const conversion: ConversionWebhook = {
    client,
    ...(caBundle === undefined ? {} : { caBundle }),
    reviewVersions: ['v1'],
  };
  const violations = checkConversion(conversion).map((violation) => ({ ...violation, path }));
  return violations.length === 0 ? valid(conversion) : invalid(violations);
}

function clientOf(source: string): ConversionWebhook['client'] | undefined {
  const [, url] = /^webhook=([A-Za-z][A-Za-z0-9+.-]*:\/\/.*)$/su.exec(source) ?? [];
  if (url !== undefined) return { url };
  const [, name, namespace, port, urlPath] =
    /^webhook=([^.:/]+)\.([^:/]+)(?::(\d{1,9}))?(\/.*)?$/su.exec(source) ?? [];
  if (name === undefined || namespace === undefined) return undefined;
  return {
    service: {
      name,
      namespace: namespace.replace(/\.svc$/u, ''),
      ...(port === undefined ? {} : { port: Number(port) }),
      ...(urlPath === undefined ? {} : { path: urlPath }),
    },
  };
}
