import { warningHeader } from '../../representation/warning-header.ts';
import type { ReplyHeaders } from '../../request/reply.ts';

/** What the client hears beside the answer of a request, be it a failure. */
export type Warnings = {
  readonly warn: (text: string) => void;
  readonly headers: () => ReplyHeaders;
};

/** Characters that all warnings have, and one of them where they have more. */
const longestTotal = 4_096;
const longestOfMany = 256;

/** Collects warnings, each once, and cuts them short where they are many (k8s.io/apiserver pkg/endpoints/filters/warning.go). */
export const createWarnings = (): Warnings => {
  const texts = new Set<string>();
  let total = 0;
  let isCut = false;
  return {
    warn: (text) => {
      if (texts.has(text) || (isCut && total >= longestTotal)) return;
      texts.add(text);
      total += isCut ? cut(text).length : text.length;
      if (isCut || total <= longestTotal) return;
      isCut = true;
      total = [...texts].reduce((sum, each) => sum + cut(each).length, 0);
    },
    headers: () => {
      if (texts.size === 0) return {};
      const said = isCut ? [...texts].map(cut) : [...texts];
      return { Warning: said.filter((text) => !control.test(text)).map(warningHeader) };
    },
  };
};

const cut = (text: string): string => [...text].slice(0, longestOfMany).join('');

/** Such a text is not fit for a header, and upstream says nothing of it. */
const control = /\p{Cc}/u;
