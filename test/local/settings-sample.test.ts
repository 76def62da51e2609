import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadAgents } from '../../adapters/agents-file.ts';
import { parseConfig } from '../../adapters/config.ts';
import { loadFlow } from '../../adapters/flow-file.ts';
import { connectionString, WELL_KNOWN_ACCESS_KEY } from '../../emulator/access-key.ts';
import { ROOT } from './support/command.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const { Values: values, Host: host } = JSON.parse(read('local.settings.sample.json'));
const { extensions } = JSON.parse(read('host.json'));

describe('local.settings.sample.json', () => {
  test('is a configuration that the line takes, as Core Tools set it', () => {
    const env = { ...values, WEBSITE_HOSTNAME: `localhost:${host.LocalHttpPort}` };
    expect(parseConfig(env)).toMatchObject({
      ok: true,
      config: {
        lineNumbers: ['+15550199'],
        callbackIssuer: 'http://127.0.0.1:8600',
        dialCountryCode: '+1',
        wrapUpSeconds: 30,
      },
    });
  });

  test('names a flow and agents that are there', async () => {
    expect(await loadFlow(join(ROOT, values.FLOW))).toMatchObject({ ok: true });
    expect(await loadAgents(join(ROOT, values.AGENTS), true)).toMatchObject({ ok: true });
  });

  test('leads to the emulator that npm run emulator starts', () => {
    const emulator = connectionString('http://127.0.0.1:8600', WELL_KNOWN_ACCESS_KEY);
    expect(values.ACS_CONNECTION_STRING).toBe(emulator);
  });

  test('sets every setting that host.json names', () => {
    const { hubName, storageProvider } = extensions.durableTask;
    expect(hubName).toBe('%TASKHUB_NAME%');
    expect(values).toHaveProperty(hubName.slice(1, -1));
    expect(values).toHaveProperty(storageProvider.connectionName);
  });
});

describe('host.json', () => {
  test('keeps what callers say and key out of the traces', () => {
    expect(extensions.durableTask.tracing).toEqual({ traceInputsAndOutputs: false });
  });

  test('asks for a new message often enough for a person who waits', () => {
    expect(extensions.durableTask.storageProvider.maxQueuePollingInterval).toBe('00:00:01');
  });
});
