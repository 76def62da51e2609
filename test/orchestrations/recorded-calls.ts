import type { ScriptedCaller } from '../../emulator/scripted-caller.ts';
import type { Stack } from '../../local/stack.ts';
import { called, type Phones, sets } from '../journeys/support/called.ts';

/** The phones of agents in flows/agents.yaml, in the order in which they are offered calls. */
const ANNA = '+15550161';
const BEN = '+15550162';
const CHLOE = '+15550163';
const DEV = '+15550164';

/** A call worth keeping from each release. */
export type RecordedCall = (caller: ScriptedCaller, stack: Stack, phones: Phones) => Promise<void>;

export const RECORDED_CALLS: Record<string, RecordedCall> = {
  async completed(caller) {
    await caller.rings();
    await caller.hears('press 1');
    caller.presses('1');
    await caller.hears('account number');
    caller.presses('12345678#');
    await caller.hears('1 2 3 4 5 6 7 8');
    caller.presses('1');
    await caller.isHungUpOn();
  },

  async 'silent-and-wrong'(caller) {
    await caller.rings();
    await caller.hears('For a power cut');
    await caller.staysSilent();
    caller.presses('7');
    await caller.hears('Press 1, 2 or 3');
    await caller.staysSilent();
    caller.presses('1');
    await caller.hears('account number');
    caller.presses('123#');
    await caller.hears('top of your bill');
    await caller.hangsUp();
  },

  async 'worker-died'(caller, stack) {
    await caller.rings();
    await caller.hears('press 3');
    stack.host.durable.switches.activityDies = (_name, attempt) =>
      attempt === 1 ? 'before' : undefined;
    caller.presses('3');
    await caller.hears('eight to six');
    await caller.hangsUp();
    stack.host.durable.switches.activityDies = undefined;
  },

  async 'taken-by-an-agent'(caller, _stack, phones) {
    await sets(phones, ANNA, { on: 'decline' });
    await sets(phones, BEN, { on: 'answer' });
    await asksWithinAnEntry(caller);
    const ben = called(phones, BEN);
    await ben.hears('Press 1');
    await ben.presses('7');
    await ben.hears('Press 1');
    await ben.presses('1');
    await phones.passes(5_000);
    await ben.presses('*2');
    await phones.passes(5_000);
    await ben.presses('*2');
    await phones.passes(5_000);
    await ben.hangsUp();
    await caller.hears('How well were you helped');
    caller.presses('5');
    await caller.isHungUpOn();
  },

  async 'handed-over'(caller, _stack, phones) {
    await sets(phones, ANNA, { on: 'answer' });
    await sets(phones, '+15550142', { on: 'answer' });
    await asksWithinAnEntry(caller);
    const anna = called(phones, ANNA);
    await anna.hears('Press 1');
    await anna.presses('1');
    await phones.passes(5_000);
    await anna.presses('*3');
    await phones.passes(5_000);
    await anna.presses('5550142#');
    await phones.passes(20_000);
    await caller.hangsUp();
  },

  async 'taken-by-nobody'(caller, _stack, phones) {
    await sets(phones, ANNA, { on: 'decline' });
    await sets(phones, BEN, { on: 'ring' });
    await sets(phones, CHLOE, { on: 'voicemail' });
    await asksWithinAnEntry(caller);
    await caller.isHungUpOn();
  },
};

/** The same on a line where callers wait for a person in a queue. */
export const RECORDED_IN_LINE: Record<string, RecordedCall> = {
  async 'waited-in-line'(caller, _stack, phones) {
    for (const number of [ANNA, BEN, CHLOE, DEV]) await sets(phones, number, { on: 'busy' });
    await asksWithinAnEntry(caller);
    await caller.hears('You are number 1');
    await phones.passes(60_000);
    await sets(phones, ANNA, { on: 'answer' });
    const anna = called(phones, ANNA);
    await anna.hears('Press 1');
    await anna.presses('1');
    await phones.passes(5_000);
    await anna.hangsUp();
    await caller.hears('How well were you helped');
    caller.presses('5');
    await caller.isHungUpOn();
  },
};

/** In line too: a caller asks to be called back, and hangs up content. */
export const RECORDED_CALLBACK: Record<string, RecordedCall> = {
  async 'left-for-a-callback'(caller, _stack, phones) {
    await leavesForCallback(caller, phones);
    await phones.passes(5_000);
  },
};

/** The call that calls them back: the last one that begins. */
export const RECORDED_CALLING_BACK: Record<string, RecordedCall> = {
  async 'called-back'(caller, _stack, phones) {
    await leavesForCallback(caller, phones);
    await sets(phones, ANNA, { on: 'answer' });
    await sets(phones, caller.phone().number, { on: 'answer', afterMs: 4_000 });
    const anna = called(phones, ANNA);
    await anna.hears('A callback');
    await anna.presses('1');
    await phones.passes(10_000);
    await anna.hangsUp();
    const back = called(phones, caller.phone().number);
    await back.hears('How well were you helped');
    await back.presses('5');
    await back.isHungUpOn();
  },
};

async function leavesForCallback(caller: ScriptedCaller, phones: Phones): Promise<void> {
  for (const number of [ANNA, BEN, CHLOE, DEV]) await sets(phones, number, { on: 'busy' });
  await asksWithinAnEntry(caller);
  await caller.hears('To be called back instead, press 1');
  await phones.passes(10_000); // until everybody was found busy: while one is rung the key does nothing
  caller.presses('1');
  await caller.hears('We can call you back on');
  caller.presses('1');
  await caller.isHungUpOn();
}

/** On a line that asks a back end, which takes nine seconds. */
export const RECORDED_LOOKING_UP: Record<string, RecordedCall> = {
  async 'looked-up'(caller) {
    await caller.rings();
    await caller.hears('Your number');
    caller.presses('1234');
    await caller.hears('One moment');
    await caller.hears('longer than usual');
    await caller.hears('42.50 euros');
    await caller.isHungUpOn();
  },
};

async function asksWithinAnEntry(caller: ScriptedCaller): Promise<void> {
  await caller.rings();
  await caller.hears('press 1');
  caller.presses('1');
  await caller.hears('account number');
  caller.presses('12*0');
  await caller.hears('connecting you to a colleague');
}
