import { odata, RestError, type TableClient } from '@azure/data-tables';
import type { CallPage, CallQuery, CallRecord, CallStore } from '../calls/ports.ts';
import type { CallRow, Rows, ToneRow } from '../calls/rows.ts';
import { sequence } from '../calls/tone-sequence.ts';
import { callOf, digitsOf, timelineOf } from './call-entities.ts';
import { callRowKey, dayPartition, rowKeysOfDay } from './call-keys.ts';
import { insertTones, toneOf } from './call-tones.ts';
import { WRITE_TIME, writeRows } from './call-writes.ts';
import type { TableClients } from './table-clients.ts';
import { rowsOf } from './table-rows.ts';

/** Milliseconds that a point read or a ping may take: a phone may be ringing. */
const SHORT_READ = 1_000;

/** The call tables behind `clients`; nothing is sent yet. */
export function callStore(clients: TableClients): CallStore {
  return {
    write: (callId: string, rows: Rows) => writeRows(clients, callId, rows),
    has: async (callId) => (await callById(clients, callId)) !== undefined,
    find: (callId) => find(clients, callId),
    sequence: async (callId) => sequence(await tonesOf(clients, callId)),
    async insertTone(callId, row) {
      const abortSignal = AbortSignal.timeout(WRITE_TIME);
      const left = await insertTones(clients.DtmfTones, callId, [row], abortSignal);
      return left.length === 0;
    },
    list: (query) => list(clients, query),
    silent: (day, before) => silent(clients.Calls, day, before),
    async ping() {
      const abortSignal = AbortSignal.timeout(SHORT_READ);
      await clients.Calls.listEntities({ abortSignal }).byPage({ maxPageSize: 1 }).next();
    },
  };
}

async function callById(clients: TableClients, callId: string): Promise<CallRow | undefined> {
  try {
    const abortSignal = AbortSignal.timeout(SHORT_READ);
    const keys = [dayPartition(callId), callRowKey(callId)] as const;
    return callOf(await clients.Calls.getEntity(...keys, { abortSignal }));
  } catch (error) {
    if (error instanceof RestError && error.statusCode === 404) return undefined;
    throw error;
  }
}

async function find(clients: TableClients, callId: string): Promise<CallRecord | undefined> {
  const call = await callById(clients, callId);
  if (!call) return undefined;
  const ofCall = odata`PartitionKey eq ${callId}`;
  const [timeline, digits, tones] = await Promise.all([
    rowsOf(clients.CallTimeline, ofCall, timelineOf),
    rowsOf(clients.CollectedDigits, ofCall, digitsOf),
    tonesOf(clients, callId),
  ]);
  return { call, timeline, digits, tones };
}

function tonesOf(clients: TableClients, callId: string): Promise<ToneRow[]> {
  return rowsOf(clients.DtmfTones, odata`PartitionKey eq ${callId}`, toneOf);
}

async function list(clients: TableClients, query: CallQuery): Promise<CallPage> {
  const { day, from, outcome, limit, next } = query;
  const filters: string[] = [];
  if (from) {
    filters.push(odata`PartitionKey eq ${from}`);
    if (day) {
      const keys = rowKeysOfDay(day);
      filters.push(odata`RowKey ge ${keys.from} and RowKey lt ${keys.to}`);
    }
  } else if (day) filters.push(odata`PartitionKey eq ${day.replaceAll('-', '')}`);
  else throw new Error('a list of calls needs a day or a caller: it reads one partition');
  if (outcome) filters.push(odata`outcome eq ${outcome}`);
  if (next) filters.push(odata`RowKey gt ${next}`);

  const table = from ? clients.CallsByCaller : clients.Calls;
  // one more than asked for tells whether there is a next page
  const calls = await rowsOf(table, filters.join(' and '), callOf, limit + 1);
  const last = calls[limit - 1];
  if (calls.length <= limit || !last) return { calls };
  return { calls: calls.slice(0, limit), next: callRowKey(last.callId) };
}

function silent(calls: TableClient, day: string, before: string): Promise<CallRow[]> {
  const filter = odata`PartitionKey eq ${day.replaceAll('-', '')} and state ne 'ended' and quietUntil lt ${before}`;
  return rowsOf(calls, filter, callOf);
}
