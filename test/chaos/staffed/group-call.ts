import type { Command, Play, Recognize } from '../../../calls/commands.ts';
import type { CallEvent, RosterEntry } from '../../../calls/events.ts';
import type { Random } from '../../../emulator/random.ts';
import type { Timeline } from '../timeline.ts';

type Raised = { type: CallEvent['type'] } & Partial<Record<string, unknown>>;
type Refused = { code: number; subCode?: number };

/** Somebody in the call. */
interface Party {
  isOnHold: boolean;
  /** The sequence of their next key, and under which context keys are told. */
  followed?: { context: string; next: number };
}

/** What runs for somebody, or for all. */
interface Operation {
  context: string;
  to?: string;
  recognize?: Recognize;
  tones: string;
  cancel(): void;
}

/** How ACS behaves in a run. */
export interface Manners {
  hold: 'fine' | 'fails' | 'never' | 'refused';
  /** Milliseconds of a prompt. */
  promptMs: number;
}

/** A call of up to three as the pure core sees it (ACS protocol reference, sections 5, 7 and 10). */
export interface GroupCall {
  /** Carries a command out; a refusal comes back. */
  take(command: Command): Refused | undefined;
  isUp(): boolean;
  roster(): RosterEntry[];
  has(participant: string): boolean;
  joins(participant: string): void;
  leaves(participant: string): void;
  press(participant: string, key: string): void;
  /** The question that somebody is asked now. */
  asked(participant: string): Recognize | undefined;
  /** The caller was hung up on by us while they were in the call. */
  endedByUs: boolean;
  /** The most people there were in it at once. */
  mostPeople: number;
  /** What was said or asked while the caller was on hold, and could not hear it. */
  saidInVain: number;
}

/** `emit` sends an event on its way; who rings, and where a caller is handed over to, is for the others to say. `caller`: E.164. */
export function groupCall(
  time: Timeline,
  random: Random,
  manners: Manners,
  world: {
    caller: string;
    emit(event: Raised): void;
    stopRinging(invitationId: string): boolean;
    transfer(to: string, context: string): void;
  },
): GroupCall {
  const { caller, emit } = world;
  const parties = new Map<string, Party>([[caller, { isOnHold: false }]]);
  const operations: Operation[] = [];
  let sequenceNumber = 0;
  let isUp = false;

  function tellRoster(): void {
    sequenceNumber += random.integer(1, 3);
    const entries = roster();
    emit({
      type: 'ParticipantsUpdated',
      sequenceNumber,
      participants: entries.map(({ rawId }) => rawId),
      onHold: entries.filter(({ isOnHold }) => isOnHold).map(({ rawId }) => rawId),
    });
  }

  function roster(): RosterEntry[] {
    const people = [...parties].map(([one, { isOnHold }]) => ({ rawId: `4:${one}`, isOnHold }));
    return [...people, { rawId: '8:acs:app', isOnHold: false }];
  }

  function finish(operation: Operation, event: Raised): void {
    operation.cancel();
    operations.splice(operations.indexOf(operation), 1);
    emit({ operationContext: operation.context, ...event });
  }

  function cancelAll(isWanted: (operation: Operation) => boolean): void {
    for (const operation of operations.filter(isWanted)) {
      const type = operation.recognize ? 'RecognizeCanceled' : 'PlayCanceled';
      finish(operation, { type, code: 400, subCode: 8508 });
    }
  }

  function start(command: Extract<Command, { type: 'play' | 'recognize' }>): void {
    const recognize = command.type === 'recognize' ? command : undefined;
    const to = command.type === 'play' ? command.to : command.participant;
    const operation: Operation = {
      context: command.operationContext,
      to,
      recognize,
      tones: '',
      cancel: () => {},
    };
    operations.push(operation);
    const isForCaller = to === undefined || (recognize && to === caller);
    if (isForCaller && parties.get(caller)?.isOnHold) self.saidInVain += 1;
    if (command.type === 'play' && command.loop) return;
    const ends = recognize
      ? () => listen(operation, recognize.initialSilenceSeconds)
      : () => finish(operation, { type: 'PlayCompleted', code: 200, subCode: 0 });
    operation.cancel = time.after(playMs(command), ends);
  }

  /** Music that is played a number of times is as long as it is. */
  function playMs({
    prompt,
    ...command
  }: Extract<Command, { type: 'play' | 'recognize' }>): number {
    const { times, music }: Pick<Play, 'times' | 'music'> = command.type === 'play' ? command : {};
    const said = times === undefined ? manners.promptMs : times * (prompt.seconds ?? 0) * 1000;
    return said + (music ? music.times * (music.prompt.seconds ?? 0) * 1000 : 0);
  }

  function listen(operation: Operation, seconds: number): void {
    operation.cancel = time.after(seconds * 1000, () =>
      finish(operation, { type: 'RecognizeFailed', code: 400, subCode: 8510 }),
    );
  }

  function takeKey(operation: Operation, recognize: Recognize, key: string): void {
    operation.cancel();
    const isStop = recognize.stopTones.some((tone) => tone === key);
    if (!isStop) operation.tones += key;
    if (!isStop && operation.tones.length < recognize.maxTones) {
      listen(operation, recognize.interToneSeconds);
      return;
    }
    const subCode = isStop ? 8514 : 8531;
    const digits = operation.tones;
    finish(operation, { type: 'RecognizeCompleted', code: 200, subCode, digits });
  }

  function end(subCode: number): void {
    isUp = false;
    for (const operation of operations.splice(0)) operation.cancel();
    parties.clear();
    emit({ type: 'CallDisconnected', code: 200, subCode });
  }

  function leaves(participant: string): void {
    const party = parties.get(participant);
    if (!isUp || !party) return;
    parties.delete(participant);
    if (parties.size === 0) {
      end(540_000);
      return;
    }
    for (const operation of operations.filter(({ to }) => to === participant)) {
      finish(operation, {
        type: operation.recognize ? 'RecognizeFailed' : 'PlayFailed',
        code: 400,
        subCode: 8558,
      });
    }
    if (party.followed) {
      emit({ type: 'ContinuousDtmfRecognitionStopped', operationContext: party.followed.context });
    }
    tellRoster();
  }

  const self: GroupCall = {
    endedByUs: false,
    mostPeople: 1,
    saidInVain: 0,
    isUp: () => isUp,
    roster,
    has: (participant) => parties.has(participant),
    joins(participant) {
      parties.set(participant, { isOnHold: false });
      self.mostPeople = Math.max(self.mostPeople, parties.size);
      tellRoster();
    },
    leaves,
    press(participant, key) {
      const party = parties.get(participant);
      if (!isUp || !party) return;
      if (party.followed) {
        const { context, next } = party.followed;
        party.followed.next += 1;
        const type = 'ContinuousDtmfRecognitionToneReceived';
        emit({ type, operationContext: context, sequenceId: next, key });
      }
      const operation = operations.find(({ to, recognize }) => recognize && to === participant);
      if (operation?.recognize) takeKey(operation, operation.recognize, key);
    },
    asked: (participant) =>
      operations.find(({ to, recognize }) => recognize && to === participant)?.recognize,
    take(command) {
      if (command.type === 'answer') {
        isUp = true;
        emit({ type: 'CallConnected', code: 200, subCode: 0 });
        tellRoster();
        return undefined;
      }
      if (!isUp) return { code: 404, subCode: 8522 };
      return carryOut(command);
    },
  };

  function carryOut(command: Command): Refused | undefined {
    const party = 'participant' in command ? parties.get(command.participant) : undefined;
    if ('participant' in command && !party) return { code: 404, subCode: 8522 };
    switch (command.type) {
      case 'play':
      case 'recognize': {
        const to = command.type === 'play' ? command.to : command.participant;
        if (to !== undefined && !parties.has(to)) return { code: 404, subCode: 8522 };
        if (command.interrupt)
          cancelAll((one) => (one.to === undefined) === (to === undefined) || parties.size < 2);
        start(command);
        return undefined;
      }
      case 'cancelAllMediaOperations':
        cancelAll(() => true);
        return undefined;
      case 'startContinuousDtmfRecognition':
        if (party) party.followed = { context: command.operationContext, next: 0 };
        return undefined;
      case 'stopContinuousDtmfRecognition':
        if (party) party.followed = undefined;
        return undefined;
      case 'hold':
        if (manners.hold === 'refused') return { code: 412, subCode: 8583 };
        if (manners.hold === 'fails')
          emit({
            type: 'HoldFailed',
            operationContext: command.operationContext,
            code: 500,
            subCode: 8512,
          });
        if (manners.hold === 'fine') setHold(party, true);
        return undefined;
      case 'unhold':
        setHold(party, false);
        return undefined;
      case 'removeParticipant':
        leaves(command.participant);
        return undefined;
      case 'cancelAddParticipant':
        world.stopRinging(command.invitationId);
        return undefined;
      case 'transfer':
        world.transfer(command.to, command.operationContext);
        return undefined;
      case 'hangUp':
        self.endedByUs = parties.has(caller);
        end(7000);
        return undefined;
      default:
        return undefined;
    }
  }

  function setHold(party: Party | undefined, isOnHold: boolean): void {
    if (!party || party.isOnHold === isOnHold) return;
    party.isOnHold = isOnHold;
    tellRoster();
  }

  return self;
}
