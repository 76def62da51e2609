import { HttpRequest, type HttpRequestInit } from '@azure/functions';
import { parseConfig } from '../../../adapters/config.ts';
import type { CallStart } from '../../../calls/begin.ts';
import type { CallEvent } from '../../../calls/events.ts';
import type { Flow } from '../../../calls/flow.ts';
import type { CallRecord, CallStore, Telephony } from '../../../calls/ports.ts';
import type { CallRow, Rows, ToneRow } from '../../../calls/rows.ts';
import type { CallInstances, Instance } from '../../../functions/call-instances.ts';
import type { Deps } from '../../../functions/deps.ts';
import { telephonyFake } from '../../support/telephony-fake.ts';

export const NOW = '2026-11-20T10:15:04.677Z';
export const CALL_ID = '20261120T101502-3f9a0c1be27d';

/**
 * Stands for the Durable client only: what the client itself does is shown by the journeys, on the real package. Here it is
 * told what to answer, outages included, which the local host does not have.
 */
export function fakeInstances(given: { is?: Instance; failing?: boolean } = {}) {
  const started: CallStart[] = [];
  const raised: { callId: string; event: CallEvent }[] = [];
  const instances: CallInstances = {
    async start(start) {
      if (given.failing) throw new Error('Durable Functions could not start a call.');
      if (given.is?.is === 'running') return 'running';
      started.push(start);
      return 'started';
    },
    async raise(callId, event) {
      if (given.failing) throw new Error('Durable Functions could not raise an event.');
      if (given.is?.is === 'unknown') return 'unknown';
      raised.push({ callId, event });
      return 'raised';
    },
    async look() {
      return given.is ?? { is: 'unknown' };
    },
  };
  return { instances, started, raised };
}

export interface Given {
  store?: Partial<CallStore>;
  telephony?: Partial<Telephony>;
  slots?: Partial<Deps['slots']>;
  agents?: Partial<Deps['agents']>;
  line?: Partial<Deps['line']>;
  queue?: Partial<Deps['queue']>;
  callbackTable?: Partial<Deps['callbackTable']>;
  requests?: Partial<Deps['requests']>;
  housekeeping?: Partial<Deps['housekeeping']>;
  config?: Partial<Deps['config']>;
  flowTable?: Partial<Deps['flowTable']>;
  checkFlow?: Deps['checkFlow'];
  checkToken?: Deps['checkToken'];
  checkApiToken?: Deps['checkApiToken'];
  now?: string;
}

const FLOW: Flow = {
  line: 'L',
  version: 'abcdef012345',
  language: 'en',
  voice: 'v',
  start: 'a',
  operatorSequence: '*0',
  recordings: {},
  steps: {},
};

/** The functions' dependencies with what a test is about in place of tables, ACS and token. */
export function fakeDeps(given: Given = {}) {
  const parsed = parseConfig({});
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const log: { level: string; event: string; fields?: object }[] = [];
  const written: Rows[] = [];
  const tones: ToneRow[] = [];
  const refuse = async () => ({ ok: false as const, code: 503, message: 'not in this test' });
  const deps: Deps = {
    config: { ...parsed.config, ...given.config },
    flow: FLOW,
    flows: { current: async () => FLOW, lookAgain() {} },
    flowTable: {
      current: async () => ({ version: 'file', before: [] }),
      find: async () => undefined,
      versions: async () => [],
      publish: ({ version }) => Promise.resolve({ is: 'set', current: { version, before: [] } }),
      makeCurrent: (version) => Promise.resolve({ is: 'set', current: { version, before: [] } }),
      ...given.flowTable,
    },
    checkFlow: given.checkFlow ?? (async () => ({ ok: true, flow: FLOW })),
    telephony: {
      ...telephonyFake(refuse),
      ...given.telephony,
    },
    makeTables: async () => {},
    store: {
      write: async (_callId, rows) => {
        written.push(rows);
        return undefined;
      },
      has: async () => false,
      find: async () => undefined,
      sequence: async () => [],
      insertTone: async (_callId, row) => {
        tones.push(row);
        return true;
      },
      list: async () => ({ calls: [] }),
      silent: async () => [],
      ping: async () => {},
      ...given.store,
    },
    slots: {
      take: async () => undefined,
      taken: async () => [],
      free: async () => {},
      ...given.slots,
    },
    agents: {
      claim: async () => undefined,
      assign: async () => false,
      talks: async () => {},
      release: async () => {},
      list: async () => [],
      lately: async () => [],
      set: async () => ({ is: 'unknown' }),
      free: async () => true,
      seed: async () => {},
      ...given.agents,
    },
    line: {
      stateOf: async () => undefined,
      change: async () => {},
      look: async () => ({ numbers: [], changes: [] }),
      ...given.line,
    },
    queue: {
      join: async () => 0,
      enter: async () => {},
      offer: async () => true,
      before: async () => undefined,
      passOn: async () => {},
      leave: async () => false,
      waiting: async () => [],
      talked: async () => {},
      meanTalkSeconds: async () => 180,
      ...given.queue,
    },
    callbackTable: {
      add: async (callId, request) => {
        const { to: number } = request;
        return { number, callId, request, tries: 0, state: 'in-line', etag: '' };
      },
      find: async () => undefined,
      waiting: async () => [],
      change: async () => true,
      finish: async () => {},
      remove: async () => true,
      forget: async () => 0,
      removeOld: async () => ({ removed: 0, more: false }),
      ...given.callbackTable,
    },
    dialRules: { allow: parsed.config.dialAllow, countryCode: parsed.config.dialCountryCode },
    requests: {
      claim: async (asked) => ({ ...asked, isNew: true }),
      removeOld: async () => ({ removed: 0, more: false }),
      ...given.requests,
    },
    askBackEnd: async () => ({ answer: { ok: false, why: 'unreachable' } }),
    housekeeping: {
      inProgress: async () => [],
      nextDay: async () => undefined,
      callsOfDay: async () => [],
      keepStatistics: async () => {},
      callsOf: async () => [],
      remove: async () => ({ answers: 0, keys: 0, timeline: 0 }),
      ...given.housekeeping,
    },
    checkToken: given.checkToken ?? (async () => ({ ok: true })),
    checkApiToken: given.checkApiToken,
    now: () => Date.parse(given.now ?? NOW),
    log: (level, event, fields) => log.push({ level, event, fields }),
  };
  return { deps, log, written, tones };
}

export function request(init: HttpRequestInit): HttpRequest {
  return new HttpRequest({ url: 'http://127.0.0.1:7071/api/calls', ...init });
}

export const row: CallRow = {
  callId: CALL_ID,
  direction: 'inbound',
  from: '+15550100',
  to: '+15550199',
  state: 'talking',
  startedAt: '2026-11-20T10:15:02.000Z',
  flowVersion: 'abcdef012345',
  callConnectionId: '411f6d00',
  lastEventAt: '2026-11-20T10:15:02.000Z',
  quietSeconds: 600,
  questions: 1,
  noInputs: 0,
  noMatches: 0,
};

export const record: CallRecord = { call: row, timeline: [], digits: [], tones: [] };
