const label1035 = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/u;
const subdomain1123 = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/u;
const labelText = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/u;

/**
 * Checks a DNS-1035 label, as names of resources, kinds and versions are.
 *
 * @returns what is wrong with it, as the end of a sentence that starts with the name; undefined when nothing is
 * @see RFC 1035, 2.3.1
 */
export function label1035Problem(name: string): string | undefined {
  if (name.length > 63) {
    return `has ${name.length} characters; at most 63 fit`;
  }
  return label1035.test(name)
    ? undefined
    : 'must be lower-case letters, digits and dashes, start with a letter and end with a letter or digit';
}

/**
 * Checks a DNS-1123 subdomain, as API groups and object names are.
 *
 * @returns what is wrong with it, as the end of a sentence that starts with the name; undefined when nothing is
 * @see RFC 1123, 2.1
 */
export function subdomain1123Problem(name: string): string | undefined {
  if (name.length > 253) {
    return `has ${name.length} characters; at most 253 fit`;
  }
  return subdomain1123.test(name)
    ? undefined
    : 'must be parts of lower-case letters, digits and dashes, joined by dots; each part starts and ends with a letter or digit';
}

/**
 * Checks the key of a label or annotation: a name of up to 63 characters, perhaps after a DNS prefix and a slash.
 *
 * @returns what is wrong with it, as the end of a sentence that starts with the key; undefined when nothing is
 */
export function qualifiedNameProblem(key: string): string | undefined {
  const [prefix, name, ...more] = key.includes('/') ? key.split('/') : [undefined, key];
  if (name === undefined || name === '' || more.length > 0) {
    return 'must be NAME or PREFIX/NAME';
  }
  if (name.length > 63 || !labelText.test(name)) {
    return 'must have a name of at most 63 letters, digits, dashes, underscores and dots that starts and ends with a letter or digit';
  }
  const prefixProblem = prefix === undefined ? undefined : subdomain1123Problem(prefix);
  return prefixProblem === undefined ? undefined : `has a prefix that ${prefixProblem}`;
}

/** @returns what is wrong with the value of a label, or undefined */
export function labelValueProblem(value: string): string | undefined {
  return value.length <= 63 && labelText.test(value)
    ? undefined
    : 'must be at most 63 letters, digits, dashes, underscores and dots, and start and end with a letter or digit';
}
