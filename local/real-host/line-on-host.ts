import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, realClock } from '../../emulator/clock.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { serveEmulator } from '../../emulator/serve.ts';
import { bundle } from '../bundle.ts';
import { type LineApi, lineApi } from '../line-api.ts';
import { freePort, isListenedTo } from './ports.ts';
import { type Running, start, whileTheyRun } from './processes.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const LINE_NUMBER = '+15550199';
/** Azurite's own account and key, which are the same everywhere. */
const ACCOUNT = 'devstoreaccount1';
const KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
/** Milliseconds that the host may take until the line is well: the first time it fetches its extensions. */
const STARTS_WITHIN = 240_000;
/** Speech is quick: callers listen to every prompt in real time. */
const SPEECH_MS_PER_CHARACTER = 10;

/** The line under the Functions host of Core Tools, with Azurite and the emulator. */
export interface LineOnHost {
  clock: Clock;
  emulator: Emulator;
  emulatorUrl: string;
  lineNumber: string;
  api: LineApi;
  stop(): Promise<void>;
}

/** Builds the line and starts it under `func`. Rejects with what the host or Azurite said last when one of them ends. */
export async function lineOnHost(func: string, tell: (step: string) => void): Promise<LineOnHost> {
  const running: Running[] = [];
  const clock = realClock();
  const served = await serveEmulator({
    clock,
    port: 0,
    speechMsPerCharacter: SPEECH_MS_PER_CHARACTER,
  });
  const stop = async () => {
    for (const each of running.toReversed()) await each.stop();
    await served.stop();
  };
  try {
    tell('builds dist/app.js');
    await bundle(resolve(ROOT, 'dist/app.js'), { minify: false });
    tell('starts Azurite');
    const storage = await startAzurite(running);
    tell('starts the Functions host');
    const port = await freePort();
    const host = start('func', func, ['start', '--port', `${port}`], {
      cwd: ROOT,
      env: {
        ...process.env,
        FUNCTIONS_WORKER_RUNTIME: 'node',
        AzureWebJobsStorage: storage,
        DurableStorage: storage,
        TASKHUB_NAME: `test${Date.now()}`,
        ACS_CONNECTION_STRING: served.connectionString,
        TABLES_CONNECTION_STRING: storage,
        CALLBACK_BASE_URL: `http://127.0.0.1:${port}`,
        LINE_NUMBERS: LINE_NUMBER,
        WRAP_UP_SECONDS: '0',
      },
    });
    running.push(host);
    const api = lineApi(port);
    await whileTheyRun(running, (waiting) => isWell(api, waiting));
    await subscribe(served.emulator, served.endpoint, port);
    const { emulator, endpoint: emulatorUrl } = served;
    return { clock, emulator, emulatorUrl, lineNumber: LINE_NUMBER, api, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAzurite(running: Running[]): Promise<string> {
  const [blob, queue, table] = [await freePort(), await freePort(), await freePort()];
  const args = [
    resolve(ROOT, 'node_modules/azurite/dist/src/azurite.js'),
    ...['--silent', '--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry'],
    ...['--blobPort', `${blob}`, '--queuePort', `${queue}`, '--tablePort', `${table}`],
  ];
  running.push(start('Azurite', process.execPath, args, { cwd: ROOT, env: process.env }));
  await whileTheyRun(running, async (waiting) => {
    for (const port of [blob, queue, table]) await isListenedTo(port, waiting);
  });
  const endpoint = (name: string, port: number) =>
    `${name}Endpoint=http://127.0.0.1:${port}/${ACCOUNT}`;
  return [
    'DefaultEndpointsProtocol=http',
    `AccountName=${ACCOUNT}`,
    `AccountKey=${KEY}`,
    endpoint('Blob', blob),
    endpoint('Queue', queue),
    endpoint('Table', table),
  ].join(';');
}

/** Until the line says that it can take calls, or nobody waits for it any more. */
async function isWell(api: LineApi, waiting: AbortSignal): Promise<void> {
  for (const until = Date.now() + STARTS_WITHIN; Date.now() < until && !waiting.aborted; ) {
    if ((await api.lineNumbers()).ok) return;
    await sleep(500);
  }
  throw new Error(`The line was not well within ${STARTS_WITHIN / 1_000} s.`);
}

async function subscribe(emulator: Emulator, endpoint: string, port: number): Promise<void> {
  const url = `http://127.0.0.1:${port}/runtime/webhooks/eventgrid?functionName=incomingCall`;
  const answer = await emulator.fetch(
    new Request(`${endpoint}/_sim/subscribers`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url }),
    }),
  );
  if (!answer.ok) throw new Error(`The emulator took no subscriber: ${await answer.text()}`);
  await emulator.handshake();
}
