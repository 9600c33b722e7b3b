/** What signs in, each by the variable of the script that holds it. */
export type CurlSecrets = {
  /** The value of the Authorization header. */
  readonly KX_AUTHORIZATION?: string;
  /** PEM of the client certificate's private key. */
  readonly KX_CLIENT_KEY?: string;
  /** Address of the proxy, where it holds a password. */
  readonly KX_PROXY?: string;
};

/** What each variable is, for whoever has to set it. */
export const SECRET_MEANINGS: Readonly<Record<keyof CurlSecrets, string>> = {
  KX_AUTHORIZATION: 'value of the Authorization header',
  KX_CLIENT_KEY: 'PEM of the private key of the client certificate',
  KX_PROXY: 'address of the proxy, with user and password',
};

/** @returns the text of the file that a script reads them from: assignments of sh */
export function secretsText(secrets: CurlSecrets): string {
  return Object.entries(secrets)
    .map(([name, value]) => `${name}='${value.trimEnd().replaceAll("'", "'\\''")}'\n`)
    .join('');
}
