import { openTelephony } from '../adapters/acs.ts';
import { openTokenCheck, type TokenCheck } from '../adapters/acs-callback-token.ts';
import type { Waiting } from '../adapters/acs-requests.ts';
import { type AgentTable, agentTable } from '../adapters/agent-table.ts';
import type { AgentProperties } from '../adapters/agents-schema.ts';
import { type ApiTokenCheck, openApiTokenCheck } from '../adapters/api-token.ts';
import { callHousekeeping, type Housekeeping } from '../adapters/call-housekeeping.ts';
import { callStore } from '../adapters/call-tables.ts';
import { type CallbackTable, callbackTable } from '../adapters/callback-table.ts';
import { type Config, parseConfig } from '../adapters/config.ts';
import { type FlowTable, flowTable } from '../adapters/flow-table.ts';
import { type LineTable, lineTable } from '../adapters/line-table.ts';
import { openLog } from '../adapters/log.ts';
import { type AskBackEnd, lookupRequests } from '../adapters/lookup-requests.ts';
import { type RequestTable, requestTable } from '../adapters/outbound-requests.ts';
import { type SlotTable, slotTable } from '../adapters/outbound-slots.ts';
import { type QueueTable, queueTable } from '../adapters/queue-table.ts';
import { openSeal, type Seal } from '../adapters/seal.ts';
import { toSet } from '../adapters/settings.ts';
import { createTables, tableClients } from '../adapters/table-clients.ts';
import { measured } from '../adapters/telemetry.ts';
import type { Flow } from '../calls/flow.ts';
import type { CallStore, DialRules, Log, Telephony } from '../calls/ports.ts';
import { type FlowCheck, flowCheck } from './flow-check.ts';
import { type FlowsInUse, flowsInUse } from './flows-in-use.ts';
import { lookupProblems } from './lookup-endpoints.ts';
import { secretStep } from './secret-step.ts';

/** What the functions work with. */
export interface Deps {
  config: Config;
  /** The flow of the file that was deployed with the line. */
  flow: Flow;
  /** Which flow calls take: that one, until another is published. */
  flows: FlowsInUse;
  flowTable: FlowTable;
  checkFlow: FlowCheck;
  telephony: Telephony;
  /** Makes the tables that do not exist; throws in one sentence. Once that is done it asks for nothing, however often it is called. */
  makeTables(): Promise<void>;
  store: CallStore;
  housekeeping: Housekeeping;
  slots: SlotTable;
  agents: AgentTable;
  line: LineTable;
  queue: QueueTable;
  callbackTable: CallbackTable;
  dialRules: DialRules;
  requests: RequestTable;
  /** Never throws: what a back end does not answer is a value. */
  askBackEnd: AskBackEnd;
  /** Of callbacks. */
  checkToken: TokenCheck;
  /** Of requests to the APIs; absent without `API_ISSUER`: then the host asks for function keys. */
  checkApiToken?: ApiTokenCheck;
  /** Absent without `DIGITS_KEY`: then no step of the flow asks for secret digits. */
  seal?: Seal;
  /** Milliseconds since 1970, UTC. */
  now(): number;
  log: Log;
}

export interface DepsOptions {
  env: Record<string, string | undefined>;
  flow: Flow;
  /** Who may take over a call. */
  agents: readonly AgentProperties[];
  clock: Waiting;
  /** Takes a line of log; default: the console, as the Functions host wants it. */
  log?: (line: string) => void;
}

/** Variables of the environment are missing or wrong: the message is one line that names each, and how to mend it. */
export class NotConfigured extends Error {}

/**
 * The configuration.
 *
 * @throws NotConfigured
 */
export function configOf(env: DepsOptions['env']): Config {
  const parsed = parseConfig(env);
  if (parsed.ok) return parsed.config;
  throw new NotConfigured(`The line is not configured. ${parsed.problems.join(' ')}`);
}

/**
 * Opens everything the functions need. Throws as `configOf` does, and when secret digits could not be sealed, or a lookup of the flow could not be made. Tables that
 * cannot be reached stop nothing: callers come first, `health` tells, and rows wait for the tables.
 */
export async function openDeps(options: DepsOptions): Promise<Deps> {
  const { env, flow, agents: described, clock, log: write } = options;
  const config = configOf(env);
  const problems = lookupProblems(flow, config.lookups, env);
  if (problems.length > 0) {
    const told = new Set(problems.map(({ message }) => message));
    throw new NotConfigured(`The line is not configured. ${[...told].join(' ')}`);
  }
  const seal = sealFor(flow, config);
  const now = () => clock.now();
  const log = measured(openLog(write, now), now);
  const tables = tableClients(config.tables);
  const { wrapUpSeconds, lineNumbers: ourNumbers, outboundLegsPerNumber: perNumber } = config;
  const agents = agentTable(tables.Agents, { described, wrapUpSeconds, now });
  const checkFlow = flowCheck(config, env);
  const published = flowTable(tables.Flows);
  const unreachable = (reason: string) => log('error', 'tables-unreachable', { reason });
  let areMade = false;
  const makeTables = async () => {
    if (!areMade) await createTables(tables);
    areMade = true;
  };
  await makeTables().then(
    () => agents.seed().catch(() => unreachable('agents cannot be seeded')),
    (error: Error) => unreachable(error.message),
  );
  return {
    config,
    flow,
    flows: flowsInUse({ table: published, file: flow, check: checkFlow, now, log }),
    flowTable: published,
    checkFlow,
    telephony: openTelephony({ config, clock, log }),
    makeTables,
    store: callStore(tables),
    housekeeping: callHousekeeping(tables),
    slots: slotTable(tables.OutboundSlots, { ourNumbers, perNumber, now }),
    agents,
    line: lineTable(tables.Line, now),
    queue: queueTable(tables.Queue, now),
    callbackTable: callbackTable(tables.Callbacks),
    dialRules: { allow: config.dialAllow, countryCode: config.dialCountryCode },
    requests: requestTable(tables.OutboundRequests),
    askBackEnd: lookupRequests(config.lookups, env),
    checkToken: openTokenCheck({
      issuer: config.callbackIssuer,
      audience: config.callbackAudience,
      keysUrl: config.callbackKeysUrl,
      now,
    }),
    checkApiToken: config.api && openApiTokenCheck({ ...config.api, now }),
    seal,
    now,
    log,
  };
}

/** Secret digits are taken sealed or not at all: better no line than one that keeps them in clear. */
function sealFor(flow: Flow, { digitsKey }: Config): Seal | undefined {
  if (digitsKey) return openSeal(digitsKey);
  const step = secretStep(flow);
  if (step === undefined) return undefined;
  throw new NotConfigured(
    `The line is not configured. DIGITS_KEY: not set, and step "${step}" of the flow asks for secret digits. Set it to ${toSet.DIGITS_KEY}.`,
  );
}
