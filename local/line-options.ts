import { parseArgs } from 'node:util';
import { didYouMean } from '../calls/flow-words.ts';
import { parsedArguments, portOf, WrongUsage } from './wrong-usage.ts';

export const LINE_HELP = `npm run line                              how the line stands, and the last changes
npm run line -- message "We are closed."  new callers hear a message, then go on in the menu
npm run line -- transfer +15550155        new callers are handed over to a number
npm run line -- transfer +15550155 "…"    the same, after some words
npm run line -- reject                    new callers hear busy
npm run line -- off                       new callers are served by the menu again

  --hang-up             after the message the call ends
  --number +15550199    for one of our numbers only
  --json                as JSON, for other programs
  --port 7071           where the line listens (or environment PORT)
  --help                this text

It takes effect within 30 seconds. Calls in progress go on as they are. A number's own switch goes before that of all numbers;
off takes it back.

API_TOKEN holds an access token, where the line asks for one: see docs/access.md.

Exit code: 0 done, 1 a number that may not be dialled, or the line failed, 2 wrong usage or nothing listens there.`;

/** What `PUT /api/line` takes, but for who wants it. */
export interface WantedSwitch {
  state: string;
  text?: string;
  to?: string;
  hangUp?: true;
  number?: string;
}

export interface LineOptions {
  /** Absent: it is shown how the line stands. */
  change?: WantedSwitch;
  json: boolean;
  port: number;
}

const STATES = ['message', 'transfer', 'reject', 'off'];

/**
 * What to show or to change; `help` when that was asked for. What a text or a number may be, the line itself checks.
 *
 * @throws WrongUsage
 */
export function lineOptions(
  args: string[],
  env: Record<string, string | undefined>,
): LineOptions | 'help' {
  const { values, positionals } = parsedArguments(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        'hang-up': { type: 'boolean', default: false },
        number: { type: 'string' },
        json: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  const { number, json } = values;
  const [state, ...words] = positionals;
  if (values['hang-up'] && state !== 'message')
    throw new WrongUsage('--hang-up: Give it with a message.');
  if (number !== undefined && state === undefined)
    throw new WrongUsage('--number: Give it with a change.');
  const port = portOf('--port', values.port, { name: 'PORT', value: env.PORT }, 7071);
  if (state === undefined) return { json, port };
  const wanted = changeOf(state, words);
  const change = {
    ...wanted,
    ...(values['hang-up'] ? { hangUp: true as const } : {}),
    ...(number === undefined ? {} : { number }),
  };
  return { change, json, port };
}

function changeOf(state: string, [first, second, third]: string[]): WantedSwitch {
  switch (state) {
    case 'message':
      if (first === undefined) throw new WrongUsage('Say in quotes what callers are to hear.');
      if (second !== undefined) throw new WrongUsage('Put the message in quotes, as one text.');
      return { state, text: first };
    case 'transfer':
      if (first === undefined) throw new WrongUsage('Say which number callers are to go to.');
      if (third !== undefined) throw new WrongUsage('Put the words in quotes, as one text.');
      return { state, to: first, ...(second === undefined ? {} : { text: second }) };
    case 'reject':
    case 'off':
      if (first !== undefined) throw new WrongUsage(`${state} takes nothing beside it.`);
      return { state };
    default: {
      const meant = didYouMean(state, STATES);
      throw new WrongUsage(
        `"${state}" is no state.${meant} Take message, transfer, reject or off.`,
      );
    }
  }
}
