import { printable } from '../emulator/story-line.ts';
import { type LineApi, lineApi } from './line-api.ts';
import { emulatorGone, phoneCommand, wanted } from './phone-command.ts';
import { phoneDoor } from './phone-door.ts';
import { follow } from './phone-follow.ts';
import { PHONE_HELP, type PhoneOptions, phoneOptions } from './phone-options.ts';
import { endedNormally, keptCall } from './phone-outcome.ts';
import { EXIT, WrongUsage } from './wrong-usage.ts';

const TERMINAL_HINT = '  0-9 A-D * # are pressed as you type; h hangs up.\n';

process.exitCode = await phoneCommand(
  PHONE_HELP,
  () => phoneOptions(process.argv.slice(2), process.env),
  call,
);

async function call(options: PhoneOptions): Promise<number> {
  const { from, emulatorPort, port } = options;
  const api = lineApi(port, process.env.API_TOKEN);
  const to = options.to ?? (await firstNumber(api, port));
  const door = phoneDoor(emulatorPort);
  const began = Date.now();
  const id = wanted(
    await door.ring(from, to),
    `emulator on port ${emulatorPort}`,
    '--emulator-port',
  );
  if (process.stdin.isTTY) console.log(TERMINAL_HINT);
  const call = await follow(door, id, { at: began, verb: 'rings', words: to }, options.keys);
  if (!call) return emulatorGone(emulatorPort);
  const kept = await keptCall(api, from, began);
  if (kept) console.log(`\n  ${printable(`${kept.outcome}: npm run calls -- ${kept.callId}`)}`);
  return endedNormally(call.phone, kept?.outcome) ? EXIT.done : EXIT.failed;
}

async function firstNumber(api: LineApi, port: number): Promise<string> {
  const [first] = wanted(await api.lineNumbers(), `line on port ${port}`, '--port');
  if (first === undefined)
    throw new WrongUsage('The line has no number. Say with --to whom to ring.');
  return first;
}
