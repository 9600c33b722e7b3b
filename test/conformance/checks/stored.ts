import type { Trial } from '../trial.ts';

/** As much of an object as checks look at. */
export type Stored = {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly generation: number;
    readonly deletionTimestamp?: string;
    readonly managedFields?: readonly Manager[];
  };
  readonly spec: Readonly<Record<string, unknown>>;
};

/** An entry of managedFields. */
type Manager = {
  readonly manager: string;
  readonly operation: string;
  readonly time: string;
  readonly subresource?: string;
  readonly fieldsV1: object;
};

/** @returns the object of an answer that was compared already */
export function storedOf(json: unknown): Stored {
  return json as Stored;
}

/** Makes a widget. @returns the object that it became */
export async function created(trial: Trial, name: string, more?: object): Promise<Stored> {
  const ask = { path: trial.widgets, body: trial.widget(name, more) };
  const { json } = await trial.expect(ask, { status: 201 });
  return storedOf(json);
}
