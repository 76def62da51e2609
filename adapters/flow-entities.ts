import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';

/** The version of the flow that was deployed with the line, which is in no table. */
export const FILE = 'file';

/** What a version is called: the first twelve hex digits of the hash of its flow. */
export const FLOW_VERSION = /^[0-9a-f]{12}$/;

/** Who did something to the flows of the line, and when: ISO 8601 UTC. */
export interface Doing {
  by: string;
  at: string;
}

/** A flow as it was published. */
export interface PublishedFlow {
  version: string;
  /** The YAML, as its author wrote it. */
  source: string;
  publishedBy: string;
  publishedAt: string;
  note?: string;
}

/** Which flow new calls take. */
export interface CurrentFlow {
  /** That of a published flow, or `file`. */
  version: string;
  /** Who made it current, and when; absent where nobody ever has: then it is `file`. */
  set?: Doing;
  /** The versions that one going back after the other leads to, before the last one leads to `file`. */
  before: readonly string[];
}

/** All rows are in one partition: what changes together is one transaction. */
export const PARTITION = 'flow';
export const CURRENT = 'current';

/** Most versions that are remembered to go back to, one after the other. */
const MOST_BEFORE = 100;
/** Characters of a column: it takes 32 Ki of UTF-16. */
const COLUMN = 32_000;
const LATEST_MS = 9_999_999_999_999;

const sourceColumn = /^source(\d+)$/;

const listedRow = z.object({
  rowKey: z.string(),
  publishedBy: z.string(),
  publishedAt: z.string(),
  note: z.string().optional(),
});

const publishedRow = listedRow.loose();

const currentRow = z.object({
  version: z.string(),
  setBy: z.string(),
  setAt: z.string(),
  before: z.string(),
});

/** The row of a published flow; its text goes over as many columns as it needs. */
export function publishedEntity(flow: PublishedFlow): TableEntity {
  const { version, source, publishedBy, publishedAt, note } = flow;
  const columns = Object.fromEntries(parts(source).map((part, at) => [`source${at}`, part]));
  return { partitionKey: PARTITION, rowKey: version, publishedBy, publishedAt, note, ...columns };
}

/** Throws when the row is none of `publishedEntity`. */
export function publishedIn(entity: unknown): PublishedFlow {
  const { rowKey: version, publishedBy, publishedAt, note, ...rest } = publishedRow.parse(entity);
  const columns = Object.entries(rest).flatMap(([name, text]) => {
    const at = sourceColumn.exec(name)?.[1];
    return at === undefined ? [] : [{ at: Number(at), text: z.string().parse(text) }];
  });
  const source = columns
    .toSorted((one, other) => one.at - other.at)
    .map(({ text }) => text)
    .join('');
  return { version, source, publishedBy, publishedAt, note };
}

/** The same without its text. */
export function listedIn(entity: unknown): Omit<PublishedFlow, 'source'> {
  const { rowKey: version, ...columns } = listedRow.parse(entity);
  return { version, ...columns };
}

/** The row that says which flow is current. */
export function currentEntity(version: string, set: Doing, before: readonly string[]) {
  const kept = before.slice(0, MOST_BEFORE).join(',');
  return { ...change(version, set), partitionKey: PARTITION, rowKey: CURRENT, before: kept };
}

/** Throws when the row is none of `currentEntity`. */
export function currentIn(entity: unknown): CurrentFlow {
  const { version, setBy: by, setAt: at, before } = currentRow.parse(entity);
  const versions = before.split(',').filter((one) => one !== '');
  return { version, set: { by, at }, before: versions };
}

/** The row that keeps for ever that a flow became current: the newest comes first. */
export function historyEntity(version: string, set: Doing, previous: string) {
  const countdown = String(LATEST_MS - Date.parse(set.at)).padStart(13, '0');
  const rowKey = `set:${countdown}:${version}`;
  return { ...change(version, set), partitionKey: PARTITION, rowKey, previous };
}

function change(version: string, { by, at }: Doing) {
  return { version, setBy: by, setAt: at };
}

/** A text in parts that a column takes, none of which ends between the two halves of a character. */
function parts(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const whole = /[\ud800-\udbff]$/.test(text.slice(at, at + COLUMN)) ? COLUMN - 1 : COLUMN;
    found.push(text.slice(at, at + whole));
    at += whole;
  }
  return found;
}
