import { type Collision, collisions } from './collisions.ts';
import { expandCategory } from './expand-category.ts';
import { type Loser, losers, type Priorities } from './losers.ts';
import { type Directory, mapType } from './map-type.ts';
import type { Mapping } from './rest-mapper.ts';
import { type Rule, ruleOf } from './rule.ts';
import { subresourceNote } from './subresource-note.ts';
import type { TypeArgument } from './type-argument.ts';

/** A resource that an argument stands for. */
export type Resolved = {
  /** The word that stands for it: as typed, or as a category was replaced. */
  readonly word: string;
  /** The category that it is part of. */
  readonly category: string | undefined;
  readonly mapping: Mapping;
  readonly rule: Rule;
  readonly losers: readonly Loser[];
  readonly collisions: readonly Collision[];
  /** What somebody may have meant instead. */
  readonly note: string | undefined;
};

/** What kubectl makes of an argument. */
export type Resolution = {
  readonly resolved: readonly Resolved[];
  /** What kubectl prints to stderr on the way, without `Warning: `. */
  readonly warnings: readonly string[];
  /** The first word that stands for nothing: kubectl ends there. */
  readonly unknown: string | undefined;
};

/**
 * Resolves an argument of `kubectl get` to resources: categories first, then each word by itself; two words for one
 * kind count once (cli-runtime resource/builder.go resourceMappings).
 */
export function resolve(argument: TypeArgument, directory: Directory, priorities: Priorities): Resolution {
  const words = wordsOf(argument, directory);
  const resolved = new Map<string, Resolved>();
  const warnings: string[] = [];
  for (const { word, category } of words) {
    const mapped = mapType(directory, word);
    const { mapping } = mapped;
    warnings.push(...mapped.warnings);
    if (mapping === undefined) return { resolved: [], warnings, unknown: word };
    const key = `${mapping.group}/${mapping.version}/${mapping.kind}`;
    if (resolved.has(key)) continue;
    const found = { ...mapped, mapping };
    resolved.set(key, {
      word,
      category,
      mapping,
      rule: ruleOf(word, found, directory.listed),
      losers: losers({ word, directory, mapped: found, priorities }),
      collisions: collisions(mapping, directory.listed),
      note: subresourceNote(mapping, argument.object, directory.listed),
    });
  }
  return { resolved: [...resolved.values()], warnings, unknown: undefined };
}

type Word = { readonly word: string; readonly category: string | undefined };

/** An argument with an object's name knows no categories. */
function wordsOf({ words, object }: TypeArgument, { listed }: Directory): readonly Word[] {
  if (object !== undefined) return words.map((word) => ({ word, category: undefined }));
  const all = words.flatMap((word): readonly Word[] => {
    const members = expandCategory(word, listed);
    if (members === undefined) return [{ word, category: undefined }];
    return members.map((member) => ({ word: member, category: word }));
  });
  return all.filter(({ word }, index) => all.findIndex((other) => other.word === word) === index);
}
