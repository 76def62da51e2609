import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { eachOf } from '../adapters/at-once.ts';
import { reasonOf } from '../adapters/table-answers.ts';
import type { CallHistories } from './call-histories.ts';
import type { Deps } from './deps.ts';
import { badRequest, ok, tooLarge, unavailable } from './http-response.ts';
import { BODY_LIMIT, jsonBody, mistakeIn } from './request-body.ts';

/** Calls that one request removes: it has to be over before whoever asked gives up. */
const MOST = 100;
/** Calls of a number that are looked at: more than one request removes, and than a number can have in progress. */
const LOOKED_AT = 200;

/** What was removed of a caller. */
export interface Forgotten extends Record<string, number | boolean> {
  calls: number;
  /** Rows of `CollectedDigits`, `DtmfTones` and `CallTimeline`. */
  answers: number;
  keys: number;
  timeline: number;
  /** Callbacks to the number, the one that waits included. */
  callbacks: number;
  /** Durable histories: of calls, and of their deadlines, lookups and wrap-ups. */
  histories: number;
  /** Calls that go on, and are still there: to be asked for again when they are over. */
  left: number;
  /** Whether there are more calls than one request removes: ask again at once. */
  more: boolean;
}

const NOTHING: Forgotten = {
  calls: 0,
  answers: 0,
  keys: 0,
  timeline: 0,
  callbacks: 0,
  histories: 0,
  left: 0,
  more: false,
};

/** What `POST /api/callers/forget` takes. */
export const forgetBody = z.strictObject({
  number: z.e164({
    error: ({ input }) =>
      input === 'anonymous'
        ? 'anonymous stands for everybody who withholds their number: one of them cannot be told from the others.'
        : 'number is a number in E.164, like +15550100.',
  }),
});

/**
 * `POST /api/callers/forget`: removes everything that is kept of the calls from a number, and of those we placed to it. Calls in progress
 * stay. A number that nobody knows is no error. 503 when something is away: what was removed until then stays removed.
 */
export async function forgetCaller(
  deps: Deps,
  histories: CallHistories,
  request: HttpRequest,
): Promise<HttpResponseInit> {
  const json = await jsonBody(request);
  if (!json.ok) return json.tooLarge ? tooLarge(BODY_LIMIT) : badRequest('The body is not JSON.');
  const parsed = forgetBody.safeParse(json.body);
  if (!parsed.success) {
    const { message, target } = mistakeIn(parsed.error);
    return badRequest(message, target);
  }
  const { number } = parsed.data;
  const forgotten = { ...NOTHING };
  try {
    await forget(deps, histories, number, forgotten);
  } catch (error) {
    deps.log('error', 'not-purged', {
      of: 'caller',
      number,
      ...forgotten,
      reason: reasonOf(error),
    });
    return unavailable('Not everything could be removed at the moment. Ask again for the rest.');
  }
  deps.log('info', 'forgotten', { number, ...forgotten });
  return ok(forgotten);
}

async function forget(
  { housekeeping, callbackTable, queue }: Deps,
  histories: CallHistories,
  number: string,
  forgotten: Forgotten,
): Promise<void> {
  const waits = await callbackTable.find(number);
  if (waits && (await callbackTable.remove(waits))) {
    await queue.leave(waits.callId, waits.request.spot);
    forgotten.callbacks += 1;
  }
  forgotten.callbacks += await callbackTable.forget(number);
  const calls = await housekeeping.callsOf(number, LOOKED_AT);
  const ended = calls.filter(({ state }) => state === 'ended');
  forgotten.left = calls.length - ended.length;
  forgotten.more = ended.length > MOST;
  const inLine = ended.length > 0 ? await queue.waiting() : [];
  await eachOf(ended.slice(0, MOST), async (call) => {
    // first the history: where it goes on, the call would write its rows again
    const purged = await histories.purge(call.callId);
    if (purged === 'running') {
      forgotten.left += 1;
      return;
    }
    forgotten.histories += purged;
    // who hung up while the tables were away is still in line
    for (const { callId, spot, isCallback } of inLine) {
      if (callId === call.callId && !isCallback) await queue.leave(callId, spot);
    }
    const { answers, keys, timeline } = await housekeeping.remove(call, 'CallsByCaller');
    forgotten.calls += 1;
    forgotten.answers += answers;
    forgotten.keys += keys;
    forgotten.timeline += timeline;
  });
}
