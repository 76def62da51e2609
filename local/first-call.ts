import type { Flow } from '../calls/flow.ts';
import type { Clock } from '../emulator/clock.ts';
import type { ScriptedCaller } from '../emulator/scripted-caller.ts';
import { type KeptCall, lineApi } from './line-api.ts';
import { liveStory } from './live-story.ts';
import { type Move, rehearsal } from './rehearsal.ts';
import type { Stack } from './stack.ts';

/** What a caller lets pass of a prompt, in milliseconds of each character: the emulator's own pace. */
const MS_PER_CHARACTER = 60;
const GAP_MS = 90;
/** Seconds the caller waits for what comes next: longer than any prompt of a flow in between. */
const PATIENCE = 30;
/** Milliseconds between two looks at what cannot be waited for. */
const LOOK_EVERY = 50;
/** Milliseconds within which the end of the call has to be in the tables. */
const WRITTEN_WITHIN = 5_000;

/** How the first call went. */
export type FirstCall = { ok: true; kept: KeptCall } | { ok: false; why: string };

/**
 * Rings the line, goes the way of `rehearsal` through the flow, and prints the call while it happens. `onTurn` hands over what
 * the line decides. The call got through when the line itself says so: the row it left reads `completed`, or `abandoned` where the
 * caller hung up on purpose.
 */
export async function firstCall(
  stack: Stack,
  flow: Flow,
  onTurn: (listener: (decided: readonly string[]) => void) => void,
  print: (line: string) => void,
): Promise<FirstCall> {
  const caller = stack.caller();
  const rangAt = stack.clock.now();
  const story = liveStory(stack.emulator, stack.clock, print);
  onTurn((decided) => {
    for (const words of decided) story.decided(words);
  });
  try {
    await caller.rings();
    story.follow(caller.id ?? '');
    const moves = rehearsal(flow, new Date(rangAt).toISOString());
    for (const move of moves) await make(move, caller, stack);
    if (caller.phone().state !== 'ended') await caller.hangsUp();
    return await outcome(stack, caller.phone().number, rangAt, hopedFor(moves));
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  } finally {
    story.stop();
  }
}

async function make(move: Move, caller: ScriptedCaller, { clock }: Stack): Promise<void> {
  if (move.hears === '') await isAnswered(caller, clock);
  else await caller.hears(move.hears, { withinSeconds: PATIENCE });
  await clock.wait(move.listensTo * MS_PER_CHARACTER);
  if (move.presses) caller.presses(move.presses, GAP_MS);
}

/** Where a back end had the first word, it was as quick as the caller, or was not. */
function hopedFor(moves: Move[]): readonly string[] {
  const last = moves.at(-1);
  if (last?.hears === '') return ['abandoned', 'completed', 'failed'];
  return last?.hangsUp ? ['abandoned'] : ['completed'];
}

/** Until the line has answered, or the phone has rung in vain. */
async function isAnswered(caller: ScriptedCaller, clock: Clock): Promise<void> {
  while (caller.phone().state === 'ringing') await clock.wait(LOOK_EVERY);
}

async function outcome(
  stack: Stack,
  from: string,
  rangAt: number,
  hoped: readonly string[],
): Promise<FirstCall> {
  const api = lineApi(stack.host.port, await stack.tokenIssuer?.token(['calls.read']));
  const giveUpAt = stack.clock.now() + WRITTEN_WITHIN;
  while (stack.clock.now() < giveUpAt) {
    const found = await api.calls({ from, limit: 1 });
    const call = found.ok ? found.value.calls[0] : undefined;
    const isThis = call && Date.parse(call.startedAt) >= rangAt - 1000;
    if (isThis && call.outcome) {
      await stack.host.idle(); // the turn that wrote the outcome has still to tell of it
      const kept = await api.call(call.callId);
      if (kept.ok && hoped.includes(call.outcome)) return { ok: true, kept: kept.value };
      return {
        ok: false,
        why: `the call ended as ${call.outcome}: npm run calls -- ${call.callId}`,
      };
    }
    await stack.clock.wait(LOOK_EVERY);
  }
  return { ok: false, why: `the end of the call is not in the tables after ${WRITTEN_WITHIN} ms` };
}
