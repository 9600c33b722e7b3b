import { X509Certificate } from 'node:crypto';

/** The certificates of a PEM text. @throws Error that begins with `source` where there is none or one is broken */
export const parseAuthorities = (source: string, pem: string): readonly X509Certificate[] => {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new Error(`${source} holds no PEM certificate`);
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${source} holds a broken certificate: ${message}`, { cause });
  }
};
