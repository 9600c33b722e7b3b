import type { Peer } from './peer.ts';

/** What went wrong, and a way out. What stands in braces is filled in from the peer: `{name}`, `{origin}`, … */
export type Sentence = readonly [message: string, hint: string | undefined];

/** @returns the sentence about a peer */
export function filled([message, hint]: Sentence, peer: Peer): Sentence {
  const said: Readonly<Record<string, string | undefined>> = peer;
  const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (braces, name) => said[name] ?? braces);
  return [fill(message), hint === undefined ? undefined : fill(hint)];
}
