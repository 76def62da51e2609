import { emit } from '../callbacks.ts';
import type { Call, PhoneRecord } from '../entities.ts';
import { soon } from '../soon.ts';
import { toneOf } from '../tones.ts';
import type { World } from '../world.ts';
import { audience } from './audience.ts';
import { finished } from './legs.ts';
import type { MediaOperation } from './operation.ts';
import { type Playback, play } from './playback.ts';
import { loadPrompt, type Source, type Unplayable } from './sounds.ts';

export interface RecognizeRequest {
  prompts: Source[];
  /** Whose keys count, and who alone hears the prompt on the sub leg: on the main leg everyone does. */
  target: PhoneRecord;
  /** A key during the prompt stops it and counts; without, such keys are lost. */
  interruptPrompt: boolean;
  /** How long to wait for the first key after the prompt. */
  initialSilenceMs: number;
  wanted: WantedKeys | WantedChoice;
  leg: MediaOperation['leg'];
  operationContext?: string | undefined;
  callbackUri?: string | undefined;
}

export interface WantedKeys {
  kind: 'dtmf';
  interToneMs: number;
  maxTones: number;
  /** Wire names. The one that ends a recognition is not in its result, unless a switch says so. */
  stopTones: string[];
}

/** One key decides: that of a choice, or a wrong one. */
export interface WantedChoice {
  kind: 'choices';
  choices: { label: string; tone?: string | undefined }[];
}

type Outcome = { type: 'RecognizeCompleted' | 'RecognizeFailed'; code: number; subCode: number };

const MAX_TONES: Outcome = { type: 'RecognizeCompleted', code: 200, subCode: 8531 };
const STOP_TONE: Outcome = { type: 'RecognizeCompleted', code: 200, subCode: 8514 };
const CHOSEN: Outcome = { type: 'RecognizeCompleted', code: 200, subCode: 8533 };
const WRONG_TONE: Outcome = { type: 'RecognizeFailed', code: 400, subCode: 8534 };
const SILENCE: Outcome = { type: 'RecognizeFailed', code: 400, subCode: 8510 };

const MESSAGES: Record<number, string> = {
  8531: 'Action completed, max digits received.',
  8514: 'Action completed as stop tone was detected.',
  8510: 'Action failed, initial silence timeout reached.',
  8533: 'Action completed, DTMF option matched.',
  8534: 'Action failed, incorrect tone detected.',
  8532: 'Action failed, inter-digit silence timeout reached.',
  8511: 'Action failed, encountered failure while trying to play the prompt.',
  8565: 'Action failed, the speech service refused the request.',
};

/** Recognize for keys or a choice by key: prompt, then the first-key timer, then keys until one of section 10's ends is reached. */
export function recognizeOperation(
  world: World,
  call: Call,
  request: RecognizeRequest,
): MediaOperation {
  const { operationContext, callbackUri, wanted } = request;
  const tones: string[] = [];
  let phase: 'starting' | 'prompting' | 'listening' | 'over' = 'starting';
  let prompt: Playback | undefined;
  let cancelTimer = () => {};

  async function begin(): Promise<void> {
    if (phase === 'over') return;
    const sounds = await loadPrompt(world, request.prompts);
    if (isOver()) return;
    if (!Array.isArray(sounds)) {
      end(promptFailure(sounds), { failedPlaySourceIndex: sounds.index });
    } else if (sounds.length === 0) {
      listen();
    } else {
      phase = 'prompting';
      const result = { code: 200, subCode: 0, message: 'Action started successfully.' };
      emit(world, call, { type: 'PlayStarted', operationContext, callbackUri, result });
      prompt = play(world, sounds, {
        audience: () => audience(world, call, operation),
        loop: false,
        onEnd: listen,
      });
    }
  }

  // Behind a function, as the phase may have changed during an await.
  const isOver = (): boolean => phase === 'over';

  function listen(): void {
    phase = 'listening';
    prompt = undefined;
    cancelTimer = world.clock.after(request.initialSilenceMs, () => end(SILENCE));
  }

  function take(key: string): void {
    prompt?.stop();
    prompt = undefined;
    phase = 'listening';
    cancelTimer();
    if (wanted.kind === 'dtmf') collect(toneOf(key), wanted);
    else choose(toneOf(key), wanted);
  }

  function collect(tone: string, { stopTones, maxTones, interToneMs }: WantedKeys): void {
    if (stopTones.includes(tone)) {
      if (world.faults.stopToneIncluded) tones.push(tone);
      end(STOP_TONE, dtmf());
      return;
    }
    tones.push(tone);
    if (tones.length >= maxTones) end(MAX_TONES, dtmf());
    else cancelTimer = world.clock.after(interToneMs, late);
  }

  function choose(tone: string, { choices }: WantedChoice): void {
    const chosen = choices.find((choice) => choice.tone === tone);
    if (!chosen) {
      end(WRONG_TONE);
      return;
    }
    // Nothing was said, so no phrase was recognised (ACS protocol reference, section 9.2).
    const choiceResult = { label: chosen.label, recognizedPhrase: null };
    end(CHOSEN, { recognitionType: 'choices', choiceResult });
  }

  function late(): void {
    const { tonesOn8532 = true } = world.faults;
    end(interTone(world), tonesOn8532 ? dtmf() : { recognitionType: 'dtmf' });
  }

  const dtmf = () => ({ recognitionType: 'dtmf', dtmfResult: { tones } });

  function end({ type, code, subCode }: Outcome, data: object = {}): void {
    phase = 'over';
    cancelTimer();
    const result = { code, subCode, message: MESSAGES[subCode] ?? '' };
    emit(world, call, { type, operationContext, callbackUri, result, data });
    finished(world, call, operation);
  }

  const operation: MediaOperation = {
    kind: 'recognize',
    leg: request.leg,
    phoneIds: [request.target.id],
    state: 'queued',
    operationContext,
    callbackUri,
    start: () => soon(world, call, begin),
    stop() {
      phase = 'over';
      cancelTimer();
      prompt?.stop();
    },
    tune: () => prompt?.tune(),
    takeKey(phoneId, key) {
      const counts = phase === 'listening' || (phase === 'prompting' && request.interruptPrompt);
      if (!counts || phoneId !== request.target.id) return false;
      take(key);
      return true;
    },
  };
  return operation;
}

/** Both are documented, so it is a switch (ACS protocol reference, section 16). */
function interTone(world: World): Outcome {
  const failed = world.faults.interToneTimeoutAs === 'failed';
  return { type: failed ? 'RecognizeFailed' : 'RecognizeCompleted', code: 400, subCode: 8532 };
}

function promptFailure({ code, subCode }: Unplayable): Outcome {
  if (subCode === 8565) return { type: 'RecognizeFailed', code, subCode };
  return { type: 'RecognizeFailed', code: 500, subCode: 8511 };
}
