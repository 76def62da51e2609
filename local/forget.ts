import { maskNumber } from '../adapters/log.ts';
import { printable } from '../emulator/story-line.ts';
import { confirmed } from './confirmation.ts';
import { FORGET_HELP, type ForgetOptions, forgetOptions } from './forget-options.ts';
import type { Reply } from './json-request.ts';
import { type Forgotten, type LineApi, lineApi } from './line-api.ts';
import { many } from './many.ts';
import { printableJson } from './printable-json.ts';
import { tellRefusal } from './tell-refusal.ts';
import { EXIT, WrongUsage } from './wrong-usage.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = forgetOptions(process.argv.slice(2), process.env);
    if (options === 'help') {
      console.log(FORGET_HELP);
      return EXIT.done;
    }
    if (options.isSure || (await isWanted(options))) return await forget(options);
    console.error('Nothing was removed.');
    return EXIT.failed;
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    console.error(printable(error.message));
    return EXIT.wrongUsage;
  }
}

/** On stderr, so that what was removed is all there is on stdout. */
async function isWanted({ number }: ForgetOptions): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new WrongUsage('It cannot be undone, and nobody is there to be asked: say --yes.');
  const question = `Remove everything that is kept of the calls of ${number}? It cannot be undone.`;
  return confirmed(question, process.stdin, process.stderr);
}

async function forget({ number, json, port }: ForgetOptions): Promise<number> {
  const reply = await all(lineApi(port, process.env.API_TOKEN), number);
  if (!reply.ok) return tellRefusal(withoutOption(reply), port);
  const { more: _, ...removed } = reply.value;
  console.log(json ? printableJson(removed) : told(number, removed));
  return removed.left === 0 ? EXIT.done : EXIT.failed;
}

/** Asks until there is no more. */
async function all(api: LineApi, number: string): Promise<Reply<Forgotten>> {
  let reply = await api.forget(number);
  while (reply.ok && reply.value.more) {
    const before = reply.value;
    const next = await api.forget(number);
    if (!next.ok) return next;
    reply = { ok: true, value: sum(before, next.value) };
  }
  return reply;
}

/** What goes on is told anew each time, everything else is counted once. */
function sum(before: Forgotten, next: Forgotten): Forgotten {
  return {
    ...next,
    calls: before.calls + next.calls,
    answers: before.answers + next.answers,
    keys: before.keys + next.keys,
    timeline: before.timeline + next.timeline,
    callbacks: before.callbacks + next.callbacks,
    histories: before.histories + next.histories,
  };
}

function told(number: string, removed: Omit<Forgotten, 'more'>): string {
  const { calls, answers, keys, timeline, callbacks, histories, left } = removed;
  const of = maskNumber(number);
  const rows = [
    many(calls, 'call'),
    many(answers, 'answer'),
    many(keys, 'key'),
    many(timeline, 'timeline row'),
    many(callbacks, 'callback'),
    many(histories, 'Durable history', 'Durable histories'),
  ].join(', ');
  const what =
    calls + callbacks === 0
      ? `Nothing was kept of ${of} that could be removed.`
      : `Removed of ${of}: ${rows}.`;
  return left === 0
    ? what
    : `${what}\nStill there, as they go on: ${left}. Ask again when they are over.`;
}

/** The number is no option that one could correct. */
function withoutOption<Refused extends Extract<Reply<unknown>, { ok: false }>>(
  reply: Refused,
): Refused {
  return { ...reply, target: undefined };
}
