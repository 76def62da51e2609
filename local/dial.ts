import { setTimeout as wait } from 'node:timers/promises';
import { printable, storyLine } from '../emulator/story-line.ts';
import { DIAL_HELP, type DialOptions, dialOptions } from './dial-options.ts';
import { type KeptCall, type LineApi, lineApi } from './line-api.ts';
import { tellRefusal } from './tell-refusal.ts';
import { EXIT, WrongUsage } from './wrong-usage.ts';

/** Milliseconds between two looks at the call. */
const LOOK_EVERY = 500;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = dialOptions(process.argv.slice(2), process.env);
    if (options === 'help') {
      console.log(DIAL_HELP);
      return EXIT.done;
    }
    return await dial(options);
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    console.error(printable(error.message));
    return EXIT.wrongUsage;
  }
}

async function dial({ call, port }: DialOptions): Promise<number> {
  const api = lineApi(port, process.env.API_TOKEN);
  const reply = await api.place(call);
  if (!reply.ok) return tellRefusal(reply, port);
  console.log(printable(reply.value));
  return follow(api, reply.value, port);
}

/** Tells what happens in the call as it happens, until it has ended. */
async function follow(api: LineApi, callId: string, port: number): Promise<number> {
  for (let told = 0; ; await wait(LOOK_EVERY)) {
    const reply = await api.call(callId);
    if (!reply.ok) return tellRefusal(reply, port);
    const { call, timeline } = reply.value;
    for (const row of timeline.slice(told)) console.log(lineOf(row, call.startedAt));
    told = timeline.length;
    if (call.state !== 'ended') continue;
    console.log(`ended: ${printable(call.outcome ?? 'without an outcome')}`);
    return call.answeredAt === undefined ? EXIT.failed : EXIT.done;
  }
}

function lineOf({ at, kind, words }: KeptCall['timeline'][number], startedAt: string): string {
  return storyLine(Date.parse(at) - Date.parse(startedAt), kind, words);
}
