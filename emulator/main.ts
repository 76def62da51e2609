import { parseArgs } from 'node:util';
import { realClock } from './clock.ts';
import { type ServedEmulator, serveEmulator } from './serve.ts';

const HELP = `ACS Call Automation on this machine.

  npm run emulator -- [options]

  --port 8600         where it listens, on 127.0.0.1
  --events-to URL     where IncomingCall events go (later: PUT /_sim/subscribers)
  --allow-http        let callbacks over http go to other machines
  --speech-ms 60      how long a character of speech takes, in milliseconds
  --help              this text`;

interface Arguments {
  port: number;
  speechMsPerCharacter: number;
  allowHttp: boolean;
  eventsTo?: { url: string };
}

/** Prints the one line that is wrong and how to mend it, and ends: 2 for wrong usage, 1 for all else. */
function fail(message: string, exitCode: 1 | 2): never {
  console.error(message);
  process.exit(exitCode);
}

function parsed(): Arguments {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8600' },
      'events-to': { type: 'string' },
      'allow-http': { type: 'boolean', default: false },
      'speech-ms': { type: 'string', default: '60' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const eventsTo = values['events-to'];
  if (eventsTo !== undefined && !/^https?:\/\//.test(eventsTo)) {
    throw new Error('--events-to has to be an http or https URL.');
  }
  return {
    port: wholeNumber('--port', values.port, 65_535),
    speechMsPerCharacter: wholeNumber('--speech-ms', values['speech-ms'], 10_000),
    allowHttp: values['allow-http'],
    ...(eventsTo === undefined ? {} : { eventsTo: { url: eventsTo } }),
  };
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : -1;
  if (value < 0 || value > most) throw new Error(`${option} has to be a number from 0 to ${most}.`);
  return value;
}

function usage(): Arguments {
  try {
    return parsed();
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
    return fail(`${line} See --help.`, 2);
  }
}

async function serve(options: Arguments): Promise<ServedEmulator> {
  try {
    // ids of their own for every start: the app under test may remember those of the last one
    return await serveEmulator({ clock: realClock(), seed: Date.now(), ...options });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      return fail(`Port ${options.port} is taken: choose another with --port.`, 1);
    if (code === 'EACCES')
      return fail(`Port ${options.port} is not permitted: choose another with --port.`, 1);
    throw error;
  }
}

const served = await serve(usage());
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void served.stop().then(() => process.exit(0)));
}
console.log(`Emulator           ${served.endpoint}`);
console.log(`Connection string  ${served.connectionString}`);
console.log('Stop: Ctrl-C');
