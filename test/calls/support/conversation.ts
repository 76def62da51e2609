import { begin } from '../../../calls/begin.ts';
import type { Command } from '../../../calls/commands.ts';
import type { CallEvent } from '../../../calls/events.ts';
import type { Flow } from '../../../calls/flow.ts';
import type { Rows } from '../../../calls/rows.ts';
import { settle } from '../../../calls/settling.ts';
import { type CallState, NO_ROWS } from '../../../calls/state.ts';
import { step } from '../../../calls/step.ts';
import { SMALL_LINE } from './small-line.ts';

export const CONNECTION = 'connection-1';
const SECOND = 1000;
const RANG_AT = Date.parse('2026-11-20T10:15:02.000Z');

/** A call over the pure core alone: events in, commands and rows out. */
export interface Conversation {
  readonly state: CallState;
  /** The commands of the last event. */
  readonly commands: Command[];
  /** Every row of the call so far. */
  readonly rows: Rows;
  happens(event: Partial<CallEvent> & { type: CallEvent['type'] }): Conversation;
  /** The open operation ends this way. */
  ends(event: Partial<CallEvent> & { type: CallEvent['type'] }): Conversation;
  keys(digits: string, subCode?: number): Conversation;
  silence(): Conversation;
  played(): Conversation;
  /** The same without starts and stops of continuous recognition. */
  readonly media: Command[];
  /** What is said or asked since the last event. */
  readonly says: string;
}

/** A call that rings; `connected` is one whose first prompt plays. */
export function ringing(flow: Flow = SMALL_LINE): Conversation {
  let { state, commands } = begin({
    callId: '20261120T101502-3f9a0c1be27d',
    incomingCallContext: 'secret-context',
    from: '+15550100',
    to: '+15550199',
    at: new Date(RANG_AT).toISOString(),
    flow,
  });
  let count = 0;
  const written: Rows = { ...NO_ROWS, digits: [], timeline: [], tones: [] };

  const conversation: Conversation = {
    get state() {
      return state;
    },
    get commands() {
      return commands;
    },
    get media() {
      return commands.filter(({ type }) => !type.endsWith('ContinuousDtmfRecognition'));
    },
    get rows() {
      return {
        call: state.call,
        byCaller: true,
        digits: [...written.digits, ...state.rows.digits],
        timeline: [...written.timeline, ...state.rows.timeline],
        tones: [...written.tones, ...state.rows.tones],
      };
    },
    get says() {
      const said = conversation.media.map((one) => ('prompt' in one ? one.prompt.text : one.type));
      return said.join(' | ');
    },
    happens(event) {
      if (commands.length > 0) {
        written.digits.push(...state.rows.digits);
        written.timeline.push(...state.rows.timeline);
        written.tones.push(...state.rows.tones);
        state = settle(state, { isRepeat: false }, commands);
      }
      count += 1;
      const at = new Date(RANG_AT + count * SECOND).toISOString();
      const whole = { id: `event-${count}`, at, callConnectionId: CONNECTION, ...event };
      ({ state, commands } = step(flow, state, whole as CallEvent));
      return conversation;
    },
    ends(event) {
      return conversation.happens({ operationContext: state.open.at(-1), ...event } as CallEvent);
    },
    keys(digits, subCode = 8531) {
      const code = subCode === 8532 ? 400 : 200;
      return conversation.ends({ type: 'RecognizeCompleted', code, subCode, digits });
    },
    silence() {
      return conversation.ends({ type: 'RecognizeFailed', code: 400, subCode: 8510 });
    },
    played() {
      return conversation.ends({ type: 'PlayCompleted', code: 200, subCode: 0 });
    },
  };
  return conversation;
}

export function connected(flow: Flow = SMALL_LINE): Conversation {
  return ringing(flow).happens({ type: 'Answered' }).happens({ type: 'CallConnected', code: 200 });
}

/** A call at the menu. */
export function atMenu(flow: Flow = SMALL_LINE): Conversation {
  return connected(flow).played();
}
