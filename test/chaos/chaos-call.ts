import { begin } from '../../calls/begin.ts';
import type { Command } from '../../calls/commands.ts';
import type { CallEvent } from '../../calls/events.ts';
import type { Flow } from '../../calls/flow.ts';
import type { DigitsRow, TimelineRow, ToneRow } from '../../calls/rows.ts';
import { settle } from '../../calls/settling.ts';
import type { CallState } from '../../calls/state.ts';
import { step } from '../../calls/step.ts';
import { type AcsModel, acsModel } from './acs-model.ts';
import { timeline } from './timeline.ts';

/** What happens to the deliveries of one event: how late each copy is, in ms; none is a loss. */
export type Fate = number[];

/** A call's schedule: what is pressed when (ms after the key before), and the fate of each event in the order they are raised. */
export interface Schedule {
  keys: { afterMs: number; key: string }[];
  fates: Fate[];
  /** Which events may be lost: their fate may be empty. */
  mayLose: (type: CallEvent['type']) => boolean;
}

/** A call that is over, or that got stuck. */
export interface ChaosCall {
  state: CallState;
  acs: AcsModel;
  digits: DigitsRow[];
  timeline: TimelineRow[];
  tones: ToneRow[];
  /** The schedule as it went, a line for each thing: enough to do it again. */
  script: string[];
}

/** Milliseconds since 1970. */
export const RANG_AT = Date.parse('2026-11-20T10:15:02.000Z');
/** So often may the watchdog find the call silent. */
const MOST_SILENCES = 60;

/** Runs a schedule over the pure core and the model of ACS, to the end. */
export function chaosCall(flow: Flow, { keys, fates, mayLose }: Schedule): ChaosCall {
  const time = timeline();
  const script: string[] = [];
  const rows = { digits: [] as DigitsRow[], timeline: [] as TimelineRow[], tones: [] as ToneRow[] };
  const at = () => new Date(RANG_AT + time.now()).toISOString();
  const say = (what: string) => script.push(`${(time.now() / 1000).toFixed(3)} s  ${what}`);
  const first = begin({
    callId: '20261120T101502-3f9a0c1be27d',
    from: '+15550100',
    to: '+15550199',
    flow,
    at: at(),
    incomingCallContext: 'context',
  });
  let { state } = first;
  let raised = 0;

  const acs = acsModel(time, (event) => {
    const id = `event-${raised}`;
    const fate = fates[raised % fates.length] ?? [0];
    raised += 1;
    const delays = fate.length === 0 && !mayLose(event.type) ? [0] : fate;
    say(
      `${event.type} ${event.operationContext ?? ''} ${event.sequenceId ?? ''} arrives after ${delays.join(', ') || 'never'}`,
    );
    for (const ms of delays) time.after(ms, () => receive({ ...event, id } as CallEvent));
  });

  function receive(event: CallEvent): void {
    const whole = { callConnectionId: 'connection', ...event, at: at() };
    carryOut(step(flow, state, whole));
  }

  function carryOut(turn: { state: CallState; commands: Command[] }): void {
    state = turn.state;
    if (turn.commands.length === 0 && state.phase !== 'ended') return;
    rows.digits.push(...state.rows.digits);
    rows.timeline.push(...state.rows.timeline);
    rows.tones.push(...state.rows.tones);
    state = settle(state, { isRepeat: false }, turn.commands);
    for (const command of turn.commands) {
      if (command.type === 'armDeadline') {
        const { deadline, ms } = command;
        time.after(ms, () =>
          receive({ type: 'Deadline', id: `deadline-${deadline}`, at: '', deadline }),
        );
      } else acs.take(command);
    }
  }

  carryOut(first);
  receive({ type: 'Answered', id: 'answered', at: '', callConnectionId: 'connection' });
  let due = 0;
  for (const { afterMs, key } of keys) {
    due += afterMs;
    time.after(due, () => {
      say(`presses ${key}`);
      acs.press(key);
    });
  }
  time.run();
  for (let silences = 0; state.phase !== 'ended' && silences < MOST_SILENCES; silences += 1) {
    say('nothing is heard any more');
    const isGone = state.phase === 'hanging-up';
    receive({
      type: 'CallSilent',
      id: `silent-${silences}`,
      at: '',
      state: isGone ? 'gone' : 'connected',
    });
    time.run();
  }
  return { state, acs, ...rows, script };
}
