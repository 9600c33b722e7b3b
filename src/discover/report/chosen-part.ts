import type { DiscoverAnswers } from '../../options/discover/answers.ts';
import type { Subject } from '../subject.ts';
import type { Part } from './problems-of-part.ts';

/** @returns the group, and perhaps the version, that a run is about; an undefined group is everything */
export function chosenPart(subject: Subject, { rows }: Pick<DiscoverAnswers, 'rows'>): Part {
  if (subject.is === 'part') return subject.part;
  return { group: rows.apiGroup, version: undefined };
}
