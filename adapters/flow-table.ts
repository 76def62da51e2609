import type { TableClient, TransactionAction } from '@azure/data-tables';
import {
  CURRENT,
  type CurrentFlow,
  currentEntity,
  currentIn,
  type Doing,
  FILE,
  historyEntity,
  listedIn,
  PARTITION,
  type PublishedFlow,
  publishedEntity,
  publishedIn,
} from './flow-entities.ts';
import { back, forward } from './flow-way-back.ts';
import { answered } from './table-answers.ts';

/** What came of a change: `changed` is one that somebody else made meanwhile, and nothing was done. */
export type FlowSet = { is: 'set' | 'was-current' | 'changed'; current: CurrentFlow };

/** Under which condition a change is made: that this version is current. Absent: that nobody changes it at the same time. */
type Expected = string | undefined;

/** The table `Flows`: flows that were published, and which one is current. Every function throws when the table is away. */
export interface FlowTable {
  current(): Promise<CurrentFlow>;
  /** A published flow; nothing when there is none of this version. */
  find(version: string): Promise<PublishedFlow | undefined>;
  /** All published flows without their texts, the newest first. */
  versions(): Promise<Omit<PublishedFlow, 'source'>[]>;
  /** Stores a flow and makes it current, both or neither. Publishing again what is current keeps the newer text of it. */
  publish(flow: PublishedFlow, expected: Expected): Promise<FlowSet>;
  /** Makes a version current, which was published or is `file`: that is for who asks to have looked at. */
  makeCurrent(version: string, set: Doing, expected: Expected): Promise<FlowSet>;
}

/** Milliseconds that one request may take: a phone rings, or somebody waits for the answer. */
const REQUEST_TIME = 1_000;
/** Milliseconds for what nobody rings behind. */
const LONG_TIME = 5_000;
/** Keys of published flows are hex digits; all others come after them, but for one. */
const PUBLISHED = `PartitionKey eq '${PARTITION}' and RowKey lt 'g' and RowKey ne '${CURRENT}'`;

/** The flows behind a table client; nothing is sent yet. */
export function flowTable(table: TableClient): FlowTable {
  return {
    current: async () => (await readCurrent(table)).current,
    find: (version) => row(table, version, publishedIn),
    versions: () => versions(table),
    publish(flow, expected) {
      const { version, publishedBy: by, publishedAt: at } = flow;
      const stored: TransactionAction[] = [['upsert', publishedEntity(flow), 'Replace']];
      return change(table, { version, set: { by, at }, wayBack: forward, stored }, expected);
    },
    makeCurrent: (version, set, expected) =>
      change(
        table,
        { version, set, wayBack: (current) => back(version, current), stored: [] },
        expected,
      ),
  };
}

/** The current flow and the ETag of its row, if there is one. */
async function readCurrent(table: TableClient): Promise<{ current: CurrentFlow; etag?: string }> {
  const found = await row(table, CURRENT, (entity) => ({
    current: currentIn(entity),
    etag: entity.etag,
  }));
  return found ?? { current: { version: FILE, before: [] } };
}

interface Change {
  version: string;
  set: Doing;
  /** What going back leads to after the change. */
  wayBack(current: CurrentFlow): readonly string[];
  /** What is written beside it. */
  stored: TransactionAction[];
}

async function change(
  table: TableClient,
  { version, set, wayBack, stored }: Change,
  expected: Expected,
): Promise<FlowSet> {
  const { current, etag } = await readCurrent(table);
  if (current.version === version) {
    await send(table, stored);
    return { is: 'was-current', current };
  }
  if (expected !== undefined && expected !== current.version) return { is: 'changed', current };
  const before = wayBack(current);
  const entity = currentEntity(version, set, before);
  try {
    await send(table, [
      ...stored,
      etag === undefined ? ['create', entity] : ['update', entity, 'Replace', { etag }],
      ['upsert', historyEntity(version, set, current.version), 'Replace'],
    ]);
  } catch (error) {
    if (!answered(error, 409) && !answered(error, 412)) throw error;
    return { is: 'changed', current: (await readCurrent(table)).current };
  }
  return { is: 'set', current: { version, set, before } };
}

async function send(table: TableClient, actions: TransactionAction[]): Promise<void> {
  if (actions.length === 0) return;
  const options = { abortSignal: AbortSignal.timeout(LONG_TIME) };
  try {
    await table.submitTransaction(actions, options);
  } catch (error) {
    if (!answered(error, 404)) throw error;
    // the tables were away when we started
    await table.createTable(options);
    await table.submitTransaction(actions, options);
  }
}

async function row<Read>(
  table: TableClient,
  key: string,
  read: (entity: { etag: string }) => Read,
): Promise<Read | undefined> {
  const abortSignal = AbortSignal.timeout(REQUEST_TIME);
  try {
    return read(await table.getEntity(PARTITION, key, { abortSignal }));
  } catch (error) {
    if (answered(error, 404)) return undefined;
    throw error;
  }
}

async function versions(table: TableClient): Promise<Omit<PublishedFlow, 'source'>[]> {
  const found: Omit<PublishedFlow, 'source'>[] = [];
  const select = ['RowKey', 'publishedBy', 'publishedAt', 'note'];
  const abortSignal = AbortSignal.timeout(LONG_TIME);
  try {
    const entities = table.listEntities({
      abortSignal,
      queryOptions: { filter: PUBLISHED, select },
    });
    for await (const entity of entities) found.push(listedIn(entity));
  } catch (error) {
    if (!answered(error, 404)) throw error;
  }
  return found.toSorted((one, other) => (one.publishedAt < other.publishedAt ? 1 : -1));
}
