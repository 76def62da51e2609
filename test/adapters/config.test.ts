import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../adapters/config.ts';
import { EMULATOR_AUDIENCE, EMULATOR_CONNECTION_STRING } from '../../adapters/laptop-defaults.ts';
import { connectionString, WELL_KNOWN_ACCESS_KEY } from '../../emulator/access-key.ts';
import { RESOURCE_ID } from '../../emulator/ids.ts';

const KEY = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ=';

const inAzure = {
  WEBSITE_HOSTNAME: 'my-line.azurewebsites.net',
  WEBSITE_INSTANCE_ID: 'abc',
  ACS_ENDPOINT: 'https://my-line.communication.azure.com/',
  TABLES_ENDPOINT: 'https://mytables.table.core.windows.net',
  CALLBACK_AUDIENCE: '11111111-2222-4333-8444-555555555555',
  LINE_NUMBERS: '+15550199, +442071838750',
};

function configOf(env: Record<string, string>) {
  const parsed = parseConfig(env);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return parsed.config;
}

function problemsOf(env: Record<string, string>): string[] {
  const parsed = parseConfig(env);
  return parsed.ok ? [] : parsed.problems;
}

describe('on a laptop', () => {
  test('everything has a default', () => {
    expect(configOf({})).toEqual({
      acs: { connectionString: EMULATOR_CONNECTION_STRING },
      tables: { connectionString: 'UseDevelopmentStorage=true' },
      callbackBaseUrl: 'http://127.0.0.1:7071',
      callbackAudience: EMULATOR_AUDIENCE,
      callbackIssuer: 'http://127.0.0.1:8600',
      callbackKeysUrl: 'http://127.0.0.1:8600/calling/keys',
      lookups: {},
      lineNumbers: ['+15550199'],
      flow: 'flows/main.yaml',
      speechEndpoint: undefined,
      dialAllow: ['+1'],
      dialCountryCode: '+1',
      outboundLegsPerNumber: 2,
      outboundRingSeconds: 45,
      wrapUpSeconds: 30,
      callbackTries: 3,
      callbackMinutes: 10,
      watchdogSchedule: '*/10 * * * * *',
      purgeSchedule: '0 0 3 * * *',
      historyDays: 7,
      retentionDays: 0,
    });
  });

  test('the defaults are those of the emulator', () => {
    expect(EMULATOR_CONNECTION_STRING).toBe(
      connectionString('http://127.0.0.1:8600', WELL_KNOWN_ACCESS_KEY),
    );
    expect(EMULATOR_AUDIENCE).toBe(RESOURCE_ID);
  });

  test('the tokens of an emulator on another port are those of that emulator', () => {
    const config = configOf({
      ACS_CONNECTION_STRING: `endpoint=http://127.0.0.1:9600/;accesskey=${KEY}`,
      WEBSITE_HOSTNAME: 'localhost:7099',
    });
    expect(config.callbackIssuer).toBe('http://127.0.0.1:9600');
    expect(config.callbackKeysUrl).toBe('http://127.0.0.1:9600/calling/keys');
    expect(config.callbackBaseUrl).toBe('http://localhost:7099');
  });

  test('a real ACS resource needs an audience and a public https address', () => {
    expect(
      problemsOf({
        ACS_CONNECTION_STRING: `endpoint=https://my-line.communication.azure.com/;accesskey=${KEY}`,
      }),
    ).toEqual([
      'CALLBACK_AUDIENCE: not set. Set it to the immutable resource id of the ACS resource, a GUID.',
      expect.stringMatching(/^CALLBACK_BASE_URL: ACS calls back over https only\./),
    ]);
  });
});

describe('in Azure', () => {
  test('managed identities and the names of the platform are enough', () => {
    expect(configOf(inAzure)).toMatchObject({
      acs: { endpoint: 'https://my-line.communication.azure.com' },
      tables: { endpoint: 'https://mytables.table.core.windows.net' },
      callbackBaseUrl: 'https://my-line.azurewebsites.net',
      callbackIssuer: 'https://acscallautomation.communication.azure.com',
      callbackKeysUrl: 'https://acscallautomation.communication.azure.com/calling/keys',
      lineNumbers: ['+15550199', '+442071838750'],
    });
  });

  test('nothing is guessed, and all that is missing is told at once', () => {
    const names = problemsOf({ WEBSITE_INSTANCE_ID: 'abc' }).map((line) => line.split(':')[0]);
    expect(names.toSorted()).toEqual([
      'ACS_ENDPOINT',
      'CALLBACK_AUDIENCE',
      'CALLBACK_BASE_URL',
      'LINE_NUMBERS',
      'TABLES_ENDPOINT',
    ]);
  });

  test('a public host name is Azure even without an instance id', () => {
    expect(problemsOf({ WEBSITE_HOSTNAME: 'my-line.azurewebsites.net' })).not.toEqual([]);
  });
});

test.each([
  ['ACS_CONNECTION_STRING', `accesskey=${KEY};endpoint=https://a.communication.azure.com`],
  ['ACS_CONNECTION_STRING', `endpoint=https://a.communication.azure.com/path;accesskey=${KEY}`],
  ['ACS_ENDPOINT', 'http://a.communication.azure.com'],
  ['TABLES_CONNECTION_STRING', `nonsense-${KEY}`],
  ['TABLES_ENDPOINT', 'mytables'],
  ['CALLBACK_BASE_URL', 'my-line'],
  ['CALLBACK_ISSUER', 'somebody'],
  ['CALLBACK_KEYS_URL', 'ftp://keys'],
  ['API_ISSUER', 'somebody'],
  ['API_KEYS_URL', 'http://keys.example'],
  ['LINE_NUMBERS', '+15550199,5550100'],
  ['SPEECH_ENDPOINT', 'speech'],
  ['DIAL_ALLOW', '+1,44'],
  ['DIAL_COUNTRY_CODE', '0044'],
  ['DIAL_COUNTRY_CODE', '+0'],
  ['DIAL_COUNTRY_CODE', '+4420'],
  ['OUTBOUND_LEGS_PER_NUMBER', 'none'],
  ['OUTBOUND_LEGS_PER_NUMBER', '-7'],
  ['OUTBOUND_RING_SECONDS', '4.5'],
  ['OUTBOUND_RING_SECONDS', '116'],
  ['WRAP_UP_SECONDS', '-1'],
  ['WRAP_UP_SECONDS', '3601'],
  ['CALLBACK_TRIES', '-1'],
  ['CALLBACK_TRIES', '11'],
  ['CALLBACK_MINUTES', '-1'],
  ['CALLBACK_MINUTES', '1441'],
  ['WATCHDOG_SCHEDULE', 'every minute'],
  ['PURGE_SCHEDULE', '03:00'],
  ['HISTORY_DAYS', '-1'],
  ['HISTORY_DAYS', '31'],
  ['RETENTION_DAYS', '3651'],
  ['RETENTION_DAYS', '1.5'],
])('a wrong %s is named, with what to set and without its value', (name, value) => {
  const problems = problemsOf({ [name]: value });
  expect(problems.filter((problem) => problem.includes(': not valid. Set it to '))).toHaveLength(1);
  expect(problems.join('\n')).toContain(`${name}: not valid. Set it to `);
  expect(problems.join('\n')).not.toContain(value);
  expect(problems.join('\n')).not.toContain(KEY);
});

test('a key and an identity for the same service contradict each other', () => {
  expect(
    problemsOf({ ...inAzure, TABLES_CONNECTION_STRING: `AccountName=a;AccountKey=${KEY}` }),
  ).toEqual(['TABLES_ENDPOINT: TABLES_CONNECTION_STRING is set as well. Set only one of the two.']);
});

test('what may be dialled is set, or follows from our own numbers', () => {
  expect(configOf({ DIAL_ALLOW: '+1555, +4420' }).dialAllow).toEqual(['+1555', '+4420']);
  expect(configOf(inAzure).dialAllow).toEqual(['+1', '+44']);
});

test('what completes national numbers is set, or the country code of our first number', () => {
  expect(configOf({ DIAL_COUNTRY_CODE: '+353' }).dialCountryCode).toBe('+353');
  expect(configOf({ LINE_NUMBERS: '+442071838750,+15550199' }).dialCountryCode).toBe('+44');
});

test('agents may have no time after a call, and a file of their own', () => {
  expect(configOf({ WRAP_UP_SECONDS: '0', AGENTS: 'people.yaml' })).toMatchObject({
    wrapUpSeconds: 0,
    agents: 'people.yaml',
  });
});

test('calls may be kept for a time only, their histories for less', () => {
  const env = { RETENTION_DAYS: '90', HISTORY_DAYS: '1', PURGE_SCHEDULE: '0 30 2 * * Sun' };
  expect(configOf(env)).toMatchObject({
    retentionDays: 90,
    historyDays: 1,
    purgeSchedule: '0 30 2 * * Sun',
  });
  expect(problemsOf({ HISTORY_DAYS: '0' })).toHaveLength(1);
});

describe('the access tokens of the APIs', () => {
  const issuer = 'https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555/v2.0';
  const api = { API_ISSUER: issuer, API_AUDIENCE: 'app-id' };

  test('are not asked for unless somebody is named who issues them', () => {
    expect(configOf(inAzure).api).toBeUndefined();
  });

  test('are signed by keys that are where Entra has them, or elsewhere if that is said', () => {
    const keysUrl = issuer.replace('/v2.0', '/discovery/v2.0/keys');
    expect(configOf(api).api).toEqual({ issuer, audience: 'app-id', keysUrl });
    const API_KEYS_URL = 'https://keys.example/jwks';
    expect(configOf({ ...api, API_KEYS_URL }).api?.keysUrl).toBe(API_KEYS_URL);
    // the issuer is compared as text, slash and all
    const older = configOf({ ...api, API_ISSUER: 'https://sts.windows.net/t/' }).api;
    expect(older?.issuer).toBe('https://sts.windows.net/t/');
    expect(older?.keysUrl).toBe('https://sts.windows.net/t/discovery/v2.0/keys');
  });

  test.each([
    [{ API_ISSUER: issuer }, ['API_AUDIENCE']],
    [{ API_AUDIENCE: 'app-id' }, ['API_ISSUER']],
    [{ API_KEYS_URL: 'https://keys.example/jwks' }, ['API_ISSUER', 'API_AUDIENCE']],
  ])('have an issuer and an audience, not one of the two: %j', (env, missing) => {
    expect(problemsOf(env).map((line) => line.split(':')[0])).toEqual(missing);
    expect(problemsOf(env)[0]).toContain('or none of them to use function keys');
  });

  test('come over https, or from this laptop', () => {
    const onLaptop = 'http://127.0.0.1:9000/t/v2.0';
    expect(configOf({ ...api, API_ISSUER: onLaptop }).api?.issuer).toBe(onLaptop);
    for (const API_ISSUER of [issuer.replace('https', 'http'), 'http://localhost:80@evil.example'])
      expect(problemsOf({ ...api, API_ISSUER })).toEqual([
        expect.stringMatching(/^API_ISSUER: not valid\. Set it to the issuer/),
      ]);
  });
});

test('an empty variable counts as not set', () => {
  expect(configOf({ FLOW: '', SPEECH_ENDPOINT: ' ', AGENTS: '' })).toMatchObject({
    flow: 'flows/main.yaml',
    agents: undefined,
    speechEndpoint: undefined,
  });
});

test('the configuration cannot be changed', () => {
  const config = configOf({});
  expect(() => Object.assign(config, { flow: 'other.yaml' })).toThrow(TypeError);
  expect(() => (config.lineNumbers as string[]).push('+1')).toThrow(TypeError);
});
