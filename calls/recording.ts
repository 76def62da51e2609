import type { CallRow, DigitsRow, TimelineRow, ToneRow } from './rows.ts';
import type { CallState } from './state.ts';

/** Columns of `CallsByCaller` that make a new version of its row worth writing. */
const CALLER_COLUMNS = ['state', 'step', 'answeredAt', 'endedAt', 'outcome'] as const;

/** The state with these columns of the call's row set; an unchanged row is not written again. */
export function setCall(state: CallState, columns: Partial<CallRow>): CallState {
  const names = Object.keys(columns) as (keyof CallRow)[];
  if (names.every((name) => state.call[name] === columns[name])) return state;
  const call = { ...state.call, ...columns };
  const byCaller =
    state.rows.byCaller || CALLER_COLUMNS.some((name) => call[name] !== state.call[name]);
  return { ...state, call, rows: { ...state.rows, call, byCaller } };
}

/** The state with one more row in its timeline. */
export function note(
  state: CallState,
  row: Omit<TimelineRow, 'turn' | 'index' | 'step'>,
): CallState {
  const placed: TimelineRow = { turn: state.turn, index: state.nextIndex, ...row };
  if (state.position) placed.step = state.position.step;
  return {
    ...state,
    nextIndex: state.nextIndex + 1,
    rows: { ...state.rows, timeline: [...state.rows.timeline, placed] },
  };
}

/** The state with a tone that is not in its table yet, or a gap. */
export function addTone(state: CallState, row: ToneRow): CallState {
  return { ...state, rows: { ...state.rows, tones: [...state.rows.tones, row] } };
}

/** The state with what a question collected. One question is asked a turn, so the turn it was asked in is its key. */
export function keepDigits(state: CallState, row: Omit<DigitsRow, 'turn'>): CallState {
  const placed = { turn: state.position?.turn ?? state.turn, ...row };
  return { ...state, rows: { ...state.rows, digits: [...state.rows.digits, placed] } };
}
