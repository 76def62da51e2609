import { begin } from '../../../calls/begin.ts';
import type { Command } from '../../../calls/commands.ts';
import { lastRelease } from '../../../calls/escalation/leaving.ts';
import type { CallEvent } from '../../../calls/events.ts';
import { announcement } from '../../../calls/queue/announcing.ts';
import type { LookUpPlace } from '../../../calls/queue/commands.ts';
import { lastSpot } from '../../../calls/queue/exits.ts';
import type { CallRow, TimelineRow } from '../../../calls/rows.ts';
import { settle, type Unplaced } from '../../../calls/settling.ts';
import type { Turn } from '../../../calls/state.ts';
import { step } from '../../../calls/step.ts';
import { type GroupCall, groupCall, type Manners } from './group-call.ts';
import {
  CALLER,
  type Disorder,
  type Happening,
  RANG_AT,
  type StaffedCall,
  type World,
} from './world.ts';

/**
 * A call over the pure core, an ACS with people, and a pool of agents; it does what its orchestration would. `from`: who rings; `begins` is told
 * of it before anything is done.
 */
export function staffedCall(
  { time, random, pool, people, flow, lines, isUntold }: World,
  nth: number,
  manners: Manners,
  disorder: Disorder,
  from = CALLER,
  begins: (call: StaffedCall) => void = () => {},
): StaffedCall {
  const callId = `20261120T101502-${String(nth).padStart(12, '0')}`;
  const at = () => new Date(RANG_AT + time.now()).toISOString();
  const timeline: TimelineRow[] = [];
  const script: string[] = [];
  const say = (what: () => string) => {
    if (!isUntold) script.push(`${(time.now() / 1000).toFixed(3)} s  ${what()}`);
  };
  const ringing = new Map<string, () => void>();
  const armed = new Map<number, () => void>();
  let raised = 0;
  let row: CallRow | undefined;

  const acs = groupCall(time, random, manners, {
    caller: from,
    emit,
    stopRinging(invitationId) {
      ringing.get(invitationId)?.();
      return ringing.delete(invitationId);
    },
    transfer(to, context) {
      const result = people.transfer(to);
      if (result === 'never') return;
      time.after(3000, () => {
        if (!acs.isUp()) return;
        if (result === 'busy') {
          emit({ type: 'CallTransferFailed', operationContext: context, code: 486, subCode: 8540 });
          return;
        }
        emit({ type: 'CallTransferAccepted', operationContext: context, code: 200, subCode: 0 });
        call.handedOver = true;
        acs.leaves(from);
      });
    },
  });

  function ring(participant: string, context: string, invitationId: string, seconds: number): void {
    if (!acs.isUp()) return;
    const outcome = (event: Happening) => {
      ringing.get(invitationId)?.();
      ringing.delete(invitationId);
      const told = { operationContext: context, participant: `4:${participant}`, ...event };
      if (acs.isUp()) emit(told);
    };
    const fails = (subCode: number) => {
      if (ringing.has(invitationId)) {
        outcome({ type: 'AddParticipantFailed', code: 400, subCode });
      }
    };
    ringing.set(
      invitationId,
      time.after(seconds * 1000, () => fails(10_078)),
    );
    people.ring(call, participant, {
      fails,
      joins() {
        if (!ringing.has(invitationId) || !acs.isUp()) return;
        acs.joins(participant);
        outcome({ type: 'AddParticipantSucceeded' });
      },
    });
  }

  const first = begin({
    callId,
    from,
    to: '+15550199',
    flow,
    at: at(),
    incomingCallContext: 'context',
  });
  let { state } = first;

  function emit(event: Happening): void {
    raised += 1;
    const id = `${nth}-${raised}`;
    const copies = random.next() < disorder.lose ? 0 : random.next() < disorder.twice ? 2 : 1;
    if (copies === 0) say(() => `lost: ${event.type}`);
    for (let copy = 0; copy < copies; copy += 1) {
      time.after(random.integer(0, disorder.latestMs), () => receive({ ...event, id }));
    }
  }

  function receive(event: Happening): void {
    if (state.phase === 'ended') return;
    const whole = { callConnectionId: 'connection', ...event, at: at() } as CallEvent;
    say(
      () =>
        `${whole.type} ${JSON.stringify({ ...whole, at: undefined, type: undefined, callConnectionId: undefined })}`,
    );
    carryOut(step(flow, state, whole));
  }

  function carryOut(turn: Turn): void {
    state = turn.state;
    const isOver = state.phase === 'ended';
    if (turn.commands.length === 0 && !turn.mustWrite && !isOver) return;
    timeline.push(...state.rows.timeline);
    row = state.rows.call ?? row;
    state = settle(state, { isRepeat: false }, turn.commands);
    if (isOver) {
      letGo();
      return;
    }
    const answers = sendAll(turn.commands);
    for (const answer of answers) {
      const id = `${state.turn}:${answer.type}:${answers.indexOf(answer)}`;
      receive({ ...answer, id });
    }
  }

  /** What the last turn does beside its rows. */
  function letGo(): void {
    for (const deadline of Object.keys(state.deadlines).map(Number)) {
      armed.get(deadline)?.();
      armed.delete(deadline);
    }
    const [spot, release] = [lastSpot(state), lastRelease(state)];
    if (spot) {
      lines?.take(call, { type: 'leaveQueue', operationContext: '', spot, isOptional: true });
    }
    lines?.ends(call);
    if (release) pool.release(callId, release);
  }

  function sendAll(commands: Command[]): Unplaced[] {
    const answers: Unplaced[] = [];
    const { turn } = state;
    for (const [index, command] of commands.entries()) {
      say(
        () =>
          `    ${command.type} ${command.operationContext} ${'participant' in command ? command.participant : ''}`,
      );
      lines?.sees(call, command);
      const refused = sendOne(command, answers);
      if (!refused) continue;
      const { type, operationContext } =
        command.type === 'lookUpPlace' && command.announce ? command.announce : command;
      answers.push({
        type: 'CommandFailed',
        turn,
        index,
        operationContext,
        command: type,
        message: '',
        ...refused,
      });
      if (!('isOptional' in command && command.isOptional)) break;
    }
    return answers;
  }

  function sendOne(command: Command, answers: Unplaced[]): ReturnType<GroupCall['take']> {
    switch (command.type) {
      case 'armDeadline': {
        const { deadline, ms } = command;
        const comes = () => {
          armed.delete(deadline);
          receive({ type: 'Deadline', id: `${nth}-d${deadline}`, deadline });
        };
        armed.set(deadline, time.after(ms, comes));
        return undefined;
      }
      case 'inviteAgent':
        return invite(command, answers);
      case 'agentTalks':
        pool.talks(callId, command.agent, command.offer);
        return undefined;
      case 'releaseAgent':
        pool.release(callId, command.release);
        return undefined;
      case 'lookUpPlace':
        return tellPlace(command, answers);
      case 'joinQueue':
      case 'passOn':
      case 'leaveQueue':
      case 'takeCallback':
      case 'withdrawCallback': {
        const answer = lines?.take(call, command);
        if (answer) answers.push(answer);
        return undefined;
      }
      case 'lookUpParticipant': {
        const { participant } = command;
        const found = acs.roster().find(({ rawId }) => rawId === `4:${participant}`);
        const is = !found || !acs.isUp() ? 'absent' : found.isOnHold ? 'on-hold' : 'talking';
        answers.push({ type: 'ParticipantSeen', participant, is });
        return undefined;
      }
      default:
        return acs.take(command);
    }
  }

  /** What is told of a place is told with it: nothing happens in between. */
  function tellPlace(command: LookUpPlace, answers: Unplaced[]): ReturnType<GroupCall['take']> {
    const placed = lines?.take(call, command);
    const { announce } = command;
    if (placed?.type !== 'QueuePlaced' || !announce) throw new Error('no place can be told');
    const play = placed.place && announcement(announce, placed.place);
    answers.push({ ...placed, ...(play && { announced: play.operationContext }) });
    if (!play) return undefined;
    lines?.sees(call, play);
    return acs.take(play);
  }

  function invite(
    {
      operationContext: offer,
      claimed,
      except,
      caller,
      ringSeconds,
    }: Extract<Command, { type: 'inviteAgent' }>,
    answers: Unplaced[],
  ): ReturnType<GroupCall['take']> {
    const agent = claimed ?? pool.claim({ callId, offer, except, caller });
    if (!agent) {
      answers.push({ type: 'NobodyAvailable', offer, why: 'no-agent' });
      return undefined;
    }
    const { id, name, participant } = agent;
    const invitationId = `${callId} ${offer}`;
    answers.push({ type: 'AgentInvited', offer, agent: id, name, participant, invitationId });
    if (!acs.isUp()) return { code: 404, subCode: 8522 };
    time.after(1, () => ring(participant, offer, invitationId, ringSeconds));
    return undefined;
  }

  const call: StaffedCall = {
    callId,
    state: () => state,
    acs,
    timeline,
    row: () => row ?? state.call,
    receive,
    emit,
    script,
    armed: () => armed.size,
    hungUp: false,
    handedOver: false,
    heldTooLong: false,
  };
  begins(call);
  carryOut(first);
  receive({ type: 'Answered', id: `${nth}-answered` });
  return call;
}
