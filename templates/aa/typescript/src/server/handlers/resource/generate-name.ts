import { randomInt } from 'node:crypto';

/** No vowels and nothing that looks like another letter (k8s.io/apimachinery pkg/util/rand). */
const letters = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const longestBase = 63 - suffixLength;

/** A name that begins with `base`: cut to 58 letters, then five random ones (k8s.io/apiserver storage/names). */
export const generateName = (base: string): string =>
  base.slice(0, longestBase) +
  Array.from({ length: suffixLength }, () => letters[randomInt(letters.length)]).join('');
