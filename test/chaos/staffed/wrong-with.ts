import { STAFFED_LINE } from '../../calls/support/with-people.ts';
import type { StaffedRun } from './run.ts';
import type { StaffedCall } from './world.ts';

/** How an agent may be left. */
const LEFT = ['available', 'away', 'wrap-up'];

/** What is wrong with a run, with the story of its call; nothing when all is as it must be. */
export function wrongWith(run: StaffedRun): string | undefined {
  for (const { id, state, callId, doubleOffers } of run.pool.agents) {
    if (doubleOffers > 0) return `${id} was offered two calls`;
    if (callId !== undefined || !LEFT.includes(state)) return `${id} is left ${state}`;
  }
  for (const call of run.calls) {
    const wrong = wrongWithCall(call);
    if (wrong) return `${call.callId}: ${wrong}\n${call.script.join('\n')}`;
  }
  return undefined;
}

function wrongWithCall(call: StaffedCall): string | undefined {
  const { phase, call: row } = call.state();
  if (phase !== 'ended') return `it is stuck, ${phase}, ${row.state}`;
  const outcomes = call.timeline.filter(({ type }) => type === 'outcome');
  const last = call.state().rows.timeline.filter(({ type }) => type === 'outcome');
  if (outcomes.length + last.length !== 1) return `it has ${outcomes.length} outcomes`;
  const offered = call.timeline
    .filter(({ type }) => type === 'offer')
    .map(({ data }) => data?.agent);
  if (new Set(offered).size < offered.length)
    return `an agent was offered it twice: ${offered.join(', ')}`;
  if (call.acs.mostPeople > 2) return `there were ${call.acs.mostPeople} people in it`;
  if (call.acs.saidInVain > 0) return 'something was said to a caller on hold';
  if (call.heldTooLong) return 'the caller stayed on hold though nobody wanted it';
  return call.hungUp ? undefined : droppedBy(call);
}

/** A caller who did not hang up goes by the end of the flow, or to somebody else. */
function droppedBy(call: StaffedCall): string | undefined {
  const { call: row, position } = call.state();
  if (row.outcome === 'transferred' || call.handedOver) return undefined;
  if (!call.acs.endedByUs) return `the caller is gone: ${row.outcome}`;
  const kind = STAFFED_LINE.steps[position?.step ?? '']?.kind;
  return kind === 'hangUp'
    ? undefined
    : `the caller was dropped at ${position?.step}: ${row.outcome}`;
}
