import { setTimeout as sleep } from 'node:timers/promises';
import { phoneWatch, type Told } from '../emulator/phone-watch.ts';
import { printable } from '../emulator/story-line.ts';
import type { PhoneDoor, PhoneView } from './phone-door.ts';
import { readKeyboard } from './phone-keyboard.ts';
import { type KeyStep, keySteps } from './phone-keys.ts';
import { type KeyPlayer, keyPlayer } from './phone-player.ts';
import { phoneScreen } from './phone-screen.ts';
import { WrongUsage } from './wrong-usage.ts';

const POLL_MS = 80;
/** After Ctrl-C the call is left behind when it has not ended by then. */
const QUIT_MS = 2000;

/** A call that is over, and whether Ctrl-C ended it. */
export interface Followed {
  phone: PhoneView;
  hasQuit: boolean;
}

/**
 * Shows a phone's call in the terminal, from its ring on, and presses what is typed until it is over. `keys` are pressed
 * unattended. Gives back nothing when the emulator goes away.
 */
export async function follow(
  door: PhoneDoor,
  id: string,
  rung: Told,
  keys: KeyStep[] | undefined,
): Promise<Followed | undefined> {
  const screen = phoneScreen(process.stdout, rung.at);
  const watch = phoneWatch();
  const player = keyPlayer(keys);
  const press = pressInOrder(door, id);
  let quitAt = Number.POSITIVE_INFINITY;
  screen.show([rung]);
  const stopReading = readKeyboard(process.stdin, {
    onKey: press,
    onLine: keyLines(player, keys === undefined),
    onHangUp: () => void door.hangUp(id),
    onQuit() {
      quitAt = Math.min(quitAt, Date.now() + QUIT_MS);
      void door.hangUp(id);
    },
  });
  try {
    for (;;) {
      const reply = await door.phone(id);
      if (!reply.ok) return undefined;
      const phone = reply.value;
      screen.show(watch(phone, Date.now()));
      if (phone.state === 'ended' || Date.now() > quitAt)
        return { phone, hasQuit: quitAt < Number.POSITIVE_INFINITY };
      const digits = player.next(phone, Date.now());
      if (digits !== undefined) press(digits);
      await sleep(POLL_MS);
    }
  } finally {
    screen.close();
    stopReading();
  }
}

/** Keys typed fast must not overtake each other on the way to the emulator. */
function pressInOrder(door: PhoneDoor, id: string): (digits: string) => void {
  let before: Promise<unknown> = Promise.resolve();
  return (digits) => {
    before = before.then(() => door.press(id, digits));
  };
}

/** Lines wait for the first prompt, since nothing listens before; after it they are pressed as they come. */
function keyLines(player: KeyPlayer, isFirst: boolean): (line: string) => void {
  let first = isFirst;
  return (line) => {
    try {
      const steps = keySteps(line);
      player.add(first ? steps : steps.slice(1));
      first = false;
    } catch (error) {
      if (!(error instanceof WrongUsage)) throw error;
      console.error(printable(error.message));
    }
  };
}
