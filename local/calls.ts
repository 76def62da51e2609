import { printable } from '../emulator/story-line.ts';
import { callTimeline } from './call-timeline.ts';
import { CALLS_HELP, type CallsOptions, callsOptions } from './calls-options.ts';
import { callsTable } from './calls-table.ts';
import { type LineApi, type ListedCall, lineApi } from './line-api.ts';
import { printableJson } from './printable-json.ts';
import { tellRefusal } from './tell-refusal.ts';
import { EXIT, WrongUsage } from './wrong-usage.ts';

/** The line gives out at most this many calls at once. */
const PAGE = 200;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = callsOptions(process.argv.slice(2), process.env);
    if (options === 'help') {
      console.log(CALLS_HELP);
      return EXIT.done;
    }
    const api = lineApi(options.port, process.env.API_TOKEN);
    return options.callId === undefined
      ? await showCalls(api, options)
      : await showCall(api, options, options.callId);
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    console.error(printable(error.message));
    return EXIT.wrongUsage;
  }
}

async function showCall(
  api: LineApi,
  { json, port }: CallsOptions,
  callId: string,
): Promise<number> {
  const reply = await api.call(callId);
  if (!reply.ok) return tellRefusal(reply, port);
  console.log(json ? printableJson(reply.value) : callTimeline(reply.value));
  return EXIT.done;
}

async function showCalls(api: LineApi, options: CallsOptions): Promise<number> {
  const { from, day, outcome, limit, json, port } = options;
  const calls: ListedCall[] = [];
  let next: string | undefined;
  do {
    const reply = await api.calls({
      from,
      day,
      outcome,
      next,
      limit: Math.min(PAGE, limit - calls.length),
    });
    if (!reply.ok) return tellRefusal(reply, port);
    calls.push(...reply.value.calls);
    next = reply.value.next;
  } while (next !== undefined && calls.length < limit);
  if (json) console.log(printableJson(calls));
  else if (calls.length > 0) console.log(callsTable(calls));
  else
    console.log(
      `No calls ${from ? 'of this number' : `on ${day ?? 'this day (UTC)'}`}${outcome ? ` that ended ${printable(outcome)}` : ''}.`,
    );
  if (next !== undefined)
    console.error(`There are more: --limit ${limit * 2} shows twice as many.`);
  return EXIT.done;
}
