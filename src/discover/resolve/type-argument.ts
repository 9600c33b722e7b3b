import { type Checked, invalid, valid } from '../../checked.ts';

/** What `kubectl get` reads in one argument: `po`, `po,svc`, `all` or `pod/my-pod`. */
export type TypeArgument = {
  readonly words: readonly string[];
  /** The object's name in TYPE/NAME. */
  readonly object: string | undefined;
};

/** @returns the parts of an argument, or what kubectl would refuse it for (cli-runtime resource/builder.go) */
export function typeArgument(text: string): Checked<TypeArgument> {
  const [types = '', object, ...more] = text.split('/');
  const words = types.split(',');
  if (more.length > 0) return refuse(text, 'has more than one slash', 'TYPE/NAME has one');
  if (object === undefined) {
    if (words.includes('')) return refuse(text, 'has an empty name', 'write NAME, or NAME,NAME');
    return valid({ words: [...new Set(words)], object });
  }
  if (types === '' || object === '' || words.length > 1) {
    return refuse(text, 'is not a type and a name', 'write TYPE/NAME, as pod/my-pod');
  }
  return valid({ words, object });
}

function refuse(text: string, message: string, hint: string) {
  return invalid([{ path: 'NAME', message: `'${text}' ${message}`, hint }]);
}
