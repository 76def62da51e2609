import { countryPrefixes } from '../calls/dialling.ts';
import {
  AZURITE_CONNECTION_STRING,
  EMULATOR_AUDIENCE,
  EMULATOR_CONNECTION_STRING,
  LAPTOP_HOST,
  LAPTOP_LINE_NUMBER,
} from './laptop-defaults.ts';
import type { LookupEndpoints } from './lookup-endpoints.ts';
import type { DigitsKey } from './seal.ts';
import { ACS_ISSUER, type SettingName, settings, toSet } from './settings.ts';

/** A service by connection string (it holds a key), or by endpoint (with a managed identity). */
export type Access = { connectionString: string } | { endpoint: string };

/** Whose access tokens the APIs take. */
export interface ApiTokens {
  issuer: string;
  audience: string;
  keysUrl: string;
}

/** All that the line is configured with (design, section 11); frozen. */
export interface Config {
  acs: Access;
  tables: Access;
  /** Where ACS reaches us, without a trailing slash. */
  callbackBaseUrl: string;
  callbackAudience: string;
  callbackIssuer: string;
  callbackKeysUrl: string;
  /** Absent: the APIs are called with function keys, which the host checks. */
  api?: Readonly<ApiTokens>;
  /** Our own numbers, E.164. */
  lineNumbers: readonly string[];
  /** Path of the flow file, from the root of the app. */
  flow: string;
  /** Path of the file that describes the agents, from the root of the app; absent: the usual one, if it is there. */
  agents?: string;
  speechEndpoint?: string;
  /** Beginnings of the E.164 numbers that may be dialled. */
  dialAllow: readonly string[];
  /** `+44`: what national numbers are completed by. */
  dialCountryCode: string;
  /** How many outbound legs one of our numbers may hold at once; ACS itself allows 2 unless asked for more. */
  outboundLegsPerNumber: number;
  /** Seconds that a phone which we call may ring. */
  outboundRingSeconds: number;
  /** Seconds that an agent has for themselves after a call; 0: none. */
  wrapUpSeconds: number;
  /** How often somebody who is to be called back is dialled, and minutes between two tries. */
  callbackTries: number;
  callbackMinutes: number;
  /** NCRONTAB with six fields: second, minute, hour, day, month, weekday. */
  watchdogSchedule: string;
  /** Likewise: when what is too old is removed. */
  purgeSchedule: string;
  /** Days for which Durable keeps the history of a call. */
  historyDays: number;
  /** Days for which the tables keep a call; 0: for ever. */
  retentionDays: number;
  /** The back ends that the flow can ask, by their names in its steps. */
  lookups: LookupEndpoints;
  /** The public key that secret digits are sealed with; a flow that asks for them needs it. */
  digitsKey?: DigitsKey;
}

export type ParsedConfig = { ok: true; config: Config } | { ok: false; problems: string[] };

type Environment = Record<string, string | undefined>;

/**
 * Reads the configuration from the environment, all problems at once: each begins with the name of the variable and says what
 * to set. No problem repeats a value, as it may be a secret. An empty variable counts as not set.
 *
 * We are on a laptop when `WEBSITE_INSTANCE_ID` is unset and `WEBSITE_HOSTNAME` is unset or a loopback name, as Core Tools and
 * the local host set it: there every variable has a default. In Azure nothing is guessed. Whose tokens are accepted follows
 * from the ACS endpoint, wherever we are: a loopback one is the emulator's, which signs as itself.
 */
export function parseConfig(env: Environment): ParsedConfig {
  const filled = withDefaults(env);
  const parsed = settings.safeParse(filled);
  const wrong = parsed.error?.issues.map((issue) => issue.path[0] as SettingName) ?? [];
  const problems = [...new Set(wrong)].map((name) => problemOf(name, filled[name]));
  problems.push(...(parsed.error?.issues.flatMap(partOf) ?? []));
  problems.push(...contradictions(filled));
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  const set = parsed.data;
  const countryCodes = countryPrefixes(set.LINE_NUMBERS);
  return {
    ok: true,
    config: Object.freeze({
      acs: accessOf(set.ACS_CONNECTION_STRING, set.ACS_ENDPOINT),
      tables: accessOf(set.TABLES_CONNECTION_STRING, set.TABLES_ENDPOINT),
      callbackBaseUrl: set.CALLBACK_BASE_URL,
      callbackAudience: set.CALLBACK_AUDIENCE,
      callbackIssuer: set.CALLBACK_ISSUER,
      callbackKeysUrl: set.CALLBACK_KEYS_URL,
      api: apiTokens(set.API_ISSUER, set.API_AUDIENCE, set.API_KEYS_URL),
      lineNumbers: Object.freeze(set.LINE_NUMBERS),
      flow: set.FLOW,
      agents: set.AGENTS,
      speechEndpoint: set.SPEECH_ENDPOINT,
      dialAllow: Object.freeze(set.DIAL_ALLOW ?? countryCodes),
      dialCountryCode: set.DIAL_COUNTRY_CODE ?? countryCodes[0] ?? '',
      outboundLegsPerNumber: set.OUTBOUND_LEGS_PER_NUMBER,
      outboundRingSeconds: set.OUTBOUND_RING_SECONDS,
      wrapUpSeconds: set.WRAP_UP_SECONDS,
      callbackTries: set.CALLBACK_TRIES,
      callbackMinutes: set.CALLBACK_MINUTES,
      watchdogSchedule: set.WATCHDOG_SCHEDULE,
      purgeSchedule: set.PURGE_SCHEDULE,
      historyDays: set.HISTORY_DAYS,
      retentionDays: set.RETENTION_DAYS,
      lookups: Object.freeze(set.LOOKUPS ?? {}),
      digitsKey: set.DIGITS_KEY && Object.freeze(set.DIGITS_KEY),
    }),
  };
}

function withDefaults(env: Environment): Environment {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const host = set.WEBSITE_HOSTNAME ?? (set.WEBSITE_INSTANCE_ID ? undefined : LAPTOP_HOST);
  const onLaptop = !set.WEBSITE_INSTANCE_ID && host !== undefined && isLoopback(host);
  const filled: Environment = {
    CALLBACK_BASE_URL: host && `${isLoopback(host) ? 'http' : 'https'}://${host}`,
    FLOW: 'flows/main.yaml',
    OUTBOUND_LEGS_PER_NUMBER: '2',
    OUTBOUND_RING_SECONDS: '45',
    WRAP_UP_SECONDS: '30',
    CALLBACK_TRIES: '3',
    CALLBACK_MINUTES: '10',
    WATCHDOG_SCHEDULE: '*/10 * * * * *',
    PURGE_SCHEDULE: '0 0 3 * * *',
    HISTORY_DAYS: '7',
    RETENTION_DAYS: '0',
    LINE_NUMBERS: onLaptop ? LAPTOP_LINE_NUMBER : undefined,
    ...set,
  };
  if (onLaptop && !set.ACS_ENDPOINT) filled.ACS_CONNECTION_STRING ??= EMULATOR_CONNECTION_STRING;
  if (onLaptop && !set.TABLES_ENDPOINT)
    filled.TABLES_CONNECTION_STRING ??= AZURITE_CONNECTION_STRING;
  const emulator = emulatorEndpoint(filled);
  if (emulator) filled.CALLBACK_AUDIENCE ??= EMULATOR_AUDIENCE;
  filled.CALLBACK_ISSUER ??= emulator ?? ACS_ISSUER;
  const issuer = URL.canParse(filled.CALLBACK_ISSUER) ? filled.CALLBACK_ISSUER : ACS_ISSUER; // one problem, not two
  filled.CALLBACK_KEYS_URL ??= `${issuer.replace(/\/+$/, '')}/calling/keys`;
  return filled;
}

function problemOf(name: SettingName, value: string | undefined): string {
  return `${name}: ${value === undefined ? 'not set' : 'not valid'}. Set it to ${toSet[name]}.`;
}

/** Which part of a setting that has parts is wrong. */
function partOf({ path, message }: { path: PropertyKey[]; message: string }): string[] {
  const [name, ...part] = path.map(String);
  return name === 'LOOKUPS' && part.length > 0 ? [`LOOKUPS: ${part.join('.')}: ${message}.`] : [];
}

function contradictions(set: Environment): string[] {
  const problems: string[] = [];
  for (const service of ['ACS', 'TABLES'] as const) {
    const [key, identity] = [`${service}_CONNECTION_STRING`, `${service}_ENDPOINT`] as const;
    if (set[key] && set[identity])
      problems.push(`${identity}: ${key} is set as well. Set only one of the two.`);
    if (!set[key] && !set[identity])
      problems.push(`${identity}: not set. Set it to ${toSet[identity]}; or ${key} to use a key.`);
  }
  if (set.API_ISSUER || set.API_AUDIENCE || set.API_KEYS_URL) {
    const missing = (['API_ISSUER', 'API_AUDIENCE'] as const).filter((name) => !set[name]);
    for (const name of missing)
      problems.push(
        `${name}: not set, though others of the API are. Set it to ${toSet[name]}; or none of them to use function keys.`,
      );
  }
  // section 12 of the ACS protocol reference: a real ACS takes nothing but public https
  if (set.CALLBACK_BASE_URL?.startsWith('http:') && !emulatorEndpoint(set))
    problems.push(
      'CALLBACK_BASE_URL: ACS calls back over https only. Set it to the https address of this app, or of a tunnel to it.',
    );
  return problems;
}

/** The endpoint without a slash, if it is on this machine: nobody but the emulator is. */
function emulatorEndpoint(set: Environment): string | undefined {
  const endpoint = /^endpoint=(http:\/\/([^/;]+))/i.exec(set.ACS_CONNECTION_STRING ?? '');
  return endpoint?.[2] && isLoopback(endpoint[2]) ? endpoint[1] : undefined;
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.0\.0\.1)(:|$)/i.test(host);
}

/** `…/<tenant>/v2.0` has its keys at `…/<tenant>/discovery/v2.0/keys`. */
function entraKeysUrl(issuer: string): string {
  return `${issuer.replace(/(\/v2\.0)?\/*$/, '')}/discovery/v2.0/keys`;
}

function apiTokens(
  issuer = '',
  audience = '',
  keysUrl = entraKeysUrl(issuer),
): Readonly<ApiTokens> | undefined {
  return issuer ? Object.freeze({ issuer, audience, keysUrl }) : undefined;
}

function accessOf(connectionString: string | undefined, endpoint = ''): Access {
  return connectionString ? { connectionString } : { endpoint };
}
