import { setTimeout as sleep } from 'node:timers/promises';
import { phoneWatch, type Told } from '../emulator/phone-watch.ts';
import { printable } from '../emulator/story-line.ts';
import type { Reply } from './json-request.ts';
import { type LineApi, lineApi } from './line-api.ts';
import { type PhoneDoor, type PhoneView, phoneDoor } from './phone-door.ts';
import { readKeyboard } from './phone-keyboard.ts';
import { type KeyStep, keySteps } from './phone-keys.ts';
import { PHONE_HELP, type PhoneOptions, phoneOptions } from './phone-options.ts';
import { endedNormally, keptCall } from './phone-outcome.ts';
import { type KeyPlayer, keyPlayer } from './phone-player.ts';
import { phoneScreen } from './phone-screen.ts';
import { EXIT, WrongUsage } from './wrong-usage.ts';

const POLL_MS = 80;
/** After Ctrl-C the call is left behind when it has not ended by then. */
const QUIT_MS = 2000;
const TERMINAL_HINT = '  0-9 A-D * # are pressed as you type; h hangs up.\n';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = phoneOptions(process.argv.slice(2), process.env);
    if (options !== 'help') return await call(options);
    console.log(PHONE_HELP);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    console.error(printable(error.message));
    return EXIT.wrongUsage;
  }
}

async function call(options: PhoneOptions): Promise<number> {
  const { from, emulatorPort, port } = options;
  const api = lineApi(port);
  const to = options.to ?? (await firstNumber(api, port));
  const door = phoneDoor(emulatorPort);
  const began = Date.now();
  const id = wanted(
    await door.ring(from, to),
    `emulator on port ${emulatorPort}`,
    '--emulator-port',
  );
  const phone = await follow(door, id, { at: began, verb: 'rings', words: to }, options.keys);
  if (!phone) {
    console.error(`The emulator on port ${emulatorPort} no longer answers.`);
    return EXIT.failed;
  }
  const kept = await keptCall(api, from, began);
  if (kept) console.log(`\n  ${printable(`${kept.outcome}: npm run calls -- ${kept.callId}`)}`);
  return endedNormally(phone, kept?.outcome) ? EXIT.done : EXIT.failed;
}

async function firstNumber(api: LineApi, port: number): Promise<string> {
  const [first] = wanted(await api.lineNumbers(), `line on port ${port}`, '--port');
  if (first === undefined)
    throw new WrongUsage('The line has no number. Say with --to whom to ring.');
  return first;
}

/** Shows the call and presses its keys until it is over. Gives back nothing when the emulator goes away. */
async function follow(
  door: PhoneDoor,
  id: string,
  rung: Told,
  keys: KeyStep[] | undefined,
): Promise<PhoneView | undefined> {
  const screen = phoneScreen(process.stdout, rung.at);
  const watch = phoneWatch();
  const player = keyPlayer(keys);
  const press = pressInOrder(door, id);
  let quitAt = Number.POSITIVE_INFINITY;
  if (process.stdin.isTTY) console.log(TERMINAL_HINT);
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
      if (phone.state === 'ended' || Date.now() > quitAt) return phone;
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

/** The value, or one line that says why there is none and which option changes it. */
function wanted<T>(reply: Reply<T>, what: string, option: string): T {
  if (reply.ok) return reply.value;
  if (reply.problem === 'refused') throw new WrongUsage(`The ${what}: ${reply.message}`);
  throw new WrongUsage(
    `No ${what} answers. Start both with npm start, or name the port they have with ${option}.`,
  );
}
