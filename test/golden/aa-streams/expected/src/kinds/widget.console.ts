import { valueAt, withValueAt } from '../server/api/field-path.ts';
import type { JsonObject } from '../server/api/json.ts';
import { ApiError } from '../server/api/status.ts';
import type { ConsoleDefinition, ConsoleInput } from '../server/connect/connect-definition.ts';

/** The WebSocket at `…/widgets/NAME/console`: a line of the client is a command, and changes are told as they come. */
export const widgetConsole: ConsoleDefinition = {
  streams: 'console',
  run: async (input) => {
    await input.print(`Widget ${input.object.metadata.name}. ${usage}`);
    await Promise.race([showChanges(input), obey(input)]);
  },
};

const usage = 'Commands: get [.PATH], set .PATH JSON, quit.';

/** Ends with the object. */
const showChanges = async ({ object, changesAfter, print }: ConsoleInput): Promise<void> => {
  for await (const { type, object: changed } of changesAfter(object)) {
    await print(`${type} resourceVersion ${changed.metadata.resourceVersion}`);
  }
};

/** Ends with the client. */
const obey = async (input: ConsoleInput): Promise<void> => {
  for await (const line of input.lines) {
    const [, word = '', path = '', json = ''] = /^\s*(\S+)\s*(\S*)\s*(.*)$/.exec(line) ?? [];
    if (word === 'quit') return;
    if (word !== '') await answer(input, word, { path, json });
  }
};

type Arguments = { readonly path: string; readonly json: string };
type Command = (input: ConsoleInput, given: Arguments) => Promise<string>;

const commands: Readonly<Record<string, Command>> = {
  get: async ({ read }, { path }) => JSON.stringify(valueAt((await read()) as JsonObject, path)) ?? 'nothing there',
  set: async ({ merge }, { path, json }) => {
    const { metadata } = await merge(withValueAt({}, path, JSON.parse(json)));
    return `now resourceVersion ${metadata.resourceVersion}`;
  },
};

const answer = async (input: ConsoleInput, word: string, given: Arguments): Promise<void> => {
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
  try {
    if (command === undefined) await input.printError(`There is no command ${word}. ${usage}`);
    else await input.print(await command(input, given));
  } catch (cause) {
    // What the client did wrong is its to know; what goes wrong here ends the console.
    if (!(cause instanceof ApiError || cause instanceof SyntaxError)) throw cause;
    await input.printError(cause.message);
  }
};
