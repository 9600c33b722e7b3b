import { objectAt, objectsAt, textAt, type Untyped } from '../walk/untyped.ts';

/** A condition of an APIService or a CRD. */
export type Condition = {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
};

/** @returns the conditions of an object's status */
export function conditionsOf(item: Untyped): readonly Condition[] {
  return objectsAt(objectAt(item, 'status'), 'conditions').map((condition) => ({
    type: textAt(condition, 'type') ?? '',
    status: textAt(condition, 'status') ?? 'Unknown',
    reason: textAt(condition, 'reason') ?? '',
    message: textAt(condition, 'message') ?? '',
  }));
}

/** @returns the condition of a type, or undefined */
export function conditionOf(conditions: readonly Condition[], type: string): Condition | undefined {
  return conditions.find((condition) => condition.type === type);
}

/** @returns `FailedDiscoveryCheck: …`, as one phrase */
export function conditionPhrase({ reason, message }: Condition): string {
  return [reason, message].filter((part) => part !== '').join(': ');
}
