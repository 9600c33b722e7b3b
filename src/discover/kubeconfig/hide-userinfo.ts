/**
 * Makes an address fit to be shown: a proxy's user name and password stand before the last `@` (RFC 3986, section
 * 3.2.1), also where the password holds a slash that should have been escaped, and also without a scheme.
 *
 * @returns the address without them
 */
export function hideUserinfo(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1');
}
