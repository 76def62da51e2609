import type { Command, Recognize } from '../../calls/commands.ts';
import type { CallEvent } from '../../calls/events.ts';
import type { Timeline } from './timeline.ts';

/** One key the caller pressed, and what became of it. */
export interface Pressed {
  at: number;
  key: string;
  /** The recognition that took it, and whether that one takes a single key. */
  takenBy?: { context: string; oneKey: boolean };
  /** Its number in continuous recognition. */
  sequenceId?: number;
}

type Raised = { type: CallEvent['type'] } & Partial<Record<string, unknown>>;

export interface AcsModel {
  take(command: Command): void;
  press(key: string): void;
  pressed: Pressed[];
  /** What each recognition reported, by its context. */
  results: Map<string, string>;
}

interface Operation {
  context: string;
  recognize?: Recognize;
  tones: string;
  /** Takes part no more. */
  isOver: boolean;
  isListening: boolean;
  cancelTimer: () => void;
}

/** Milliseconds that every prompt takes. */
const PROMPT_MS = 1000;

/**
 * ACS as the pure core sees it (ACS protocol reference, sections 7, 8 and 10): one operation sounds or listens at a time, the
 * others wait; keys go to the one that listens and, while keys are followed, out as tones with a number. `emit` sends an event
 * on its way.
 */
export function acsModel(time: Timeline, emit: (event: Raised) => void): AcsModel {
  const pressed: Pressed[] = [];
  const results = new Map<string, string>();
  const waiting: Operation[] = [];
  let followed: { context: string; next: number } | undefined;
  let isUp = true;

  function startNext(): void {
    const [operation] = waiting;
    if (!operation) return;
    const { recognize } = operation;
    const ends = recognize ? () => listen(operation) : () => finish(operation, played);
    operation.cancelTimer = time.after(PROMPT_MS, ends);
  }

  const played = (context: string) =>
    emit({ type: 'PlayCompleted', operationContext: context, code: 200, subCode: 0 });

  function listen(operation: Operation): void {
    operation.isListening = true;
    const ms = (operation.recognize?.initialSilenceSeconds ?? 0) * 1000;
    operation.cancelTimer = time.after(ms, () => finish(operation, silent));
  }

  const silent = (context: string) =>
    emit({ type: 'RecognizeFailed', operationContext: context, code: 400, subCode: 8510 });

  function finish(operation: Operation, tell: (context: string) => void): void {
    operation.isOver = true;
    operation.cancelTimer();
    const wasFirst = waiting[0] === operation;
    waiting.splice(waiting.indexOf(operation), 1);
    tell(operation.context);
    if (wasFirst) startNext();
  }

  function recognized(operation: Operation, subCode: number): void {
    const { tones } = operation;
    results.set(operation.context, tones);
    finish(operation, (operationContext) =>
      emit({
        type: 'RecognizeCompleted',
        operationContext,
        code: subCode === 8532 ? 400 : 200,
        subCode,
        digits: tones,
      }),
    );
  }

  function hears(operation: Operation, key: string): boolean {
    const { recognize } = operation;
    if (!recognize || !(operation.isListening || recognize.bargeIn)) return false;
    operation.cancelTimer();
    operation.isListening = true;
    if (recognize.stopTones.some((tone) => tone === key)) {
      recognized(operation, 8514);
      return true;
    }
    operation.tones += key;
    if (operation.tones.length >= recognize.maxTones) recognized(operation, 8531);
    else
      operation.cancelTimer = time.after(recognize.interToneSeconds * 1000, () =>
        recognized(operation, 8532),
      );
    return true;
  }

  function cancelAll(): void {
    for (const operation of [...waiting]) {
      const type = operation.recognize ? 'RecognizeCanceled' : 'PlayCanceled';
      finish(operation, (operationContext) =>
        emit({ type, operationContext, code: 400, subCode: 8508 }),
      );
    }
  }

  return {
    pressed,
    results,
    press(key) {
      if (!isUp) return;
      const tone: Pressed = { at: time.now(), key };
      pressed.push(tone);
      if (followed) {
        tone.sequenceId = followed.next;
        const { context, next } = followed;
        followed.next += 1;
        emit({
          type: 'ContinuousDtmfRecognitionToneReceived',
          operationContext: context,
          sequenceId: next,
          key,
        });
      }
      const [operation] = waiting;
      if (operation && hears(operation, key)) {
        tone.takenBy = { context: operation.context, oneKey: operation.recognize?.maxTones === 1 };
      }
    },
    take(command) {
      switch (command.type) {
        case 'play':
        case 'recognize': {
          if (command.interrupt) cancelAll();
          const recognize = command.type === 'recognize' ? command : undefined;
          const context = command.operationContext;
          waiting.push({
            context,
            recognize,
            tones: '',
            isOver: false,
            isListening: false,
            cancelTimer: () => {},
          });
          if (waiting.length === 1) startNext();
          return;
        }
        case 'startContinuousDtmfRecognition':
          followed = { context: command.operationContext, next: 0 };
          return;
        case 'stopContinuousDtmfRecognition':
          followed = undefined;
          return;
        case 'hangUp':
          isUp = false;
          for (const operation of waiting.splice(0)) operation.cancelTimer();
          emit({ type: 'CallDisconnected', code: 200, subCode: 7000 });
          return;
        case 'answer':
          emit({ type: 'CallConnected', code: 200, subCode: 0 });
          return;
        default:
          return;
      }
    },
  };
}
