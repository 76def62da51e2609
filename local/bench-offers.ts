import { odata, type TableClient } from '@azure/data-tables';
import type { Phone } from '../emulator/entities.ts';
import type { FreeAgent } from './bench-free-agent.ts';
import { firstInLine, type InLine } from './bench-in-line.ts';
import type { SplitStack } from './bench-line.ts';

/** How an agent became available. */
export type Became = 'set' | 'wrapped-up' | 'declined';

/** What came of each time that the agent became available. */
export interface Offers {
  /** Milliseconds from that moment to the ring, by how it came. */
  ms: Record<Became, number[]>;
  /** Rings with another caller than the first in line. */
  wrong: number;
  /** Why it ended before its last round. */
  failure?: string;
}

/** Milliseconds after which no other round begins: calls in line grow longer, and dearer, than callers wait anywhere. */
const OFFERS_MS = 180_000;
/** Milliseconds that a talk takes. */
const TALK_MS = 1_000;

/**
 * Makes the agent available `rounds` times in each way: by the API, who takes the caller; by the end of the wrap-up after that talk, who
 * declines; and by declining, who takes the next caller. Each time their phone has to ring with the first in line. `onTaken`: a caller left.
 */
export async function measureOffers(
  stack: SplitStack,
  agent: FreeAgent,
  { queue, rounds, onTaken }: { queue: TableClient; rounds: number; onTaken: () => void },
): Promise<Offers> {
  const offers: Offers = { ms: { set: [], 'wrapped-up': [], declined: [] }, wrong: 0 };
  const declined = new Map<string, number>();

  /** The agent's phone after `becomes`, and the row of the caller who is offered. */
  async function offered(how: Became, becomes: () => Promise<number>, gone?: string) {
    const line = (await inLine(queue)).filter(({ callId }) => callId !== gone);
    const rung = agent.rung();
    const [from, { phone, at }] = await Promise.all([becomes(), rung]);
    offers.ms[how].push(at - from);
    const caller = await callerOf(stack, phone);
    if (!firstInLine(line, declined, { from, to: at }).has(caller)) offers.wrong += 1;
    return { phone, callId: line.find((one) => one.caller === caller)?.callId };
  }

  async function takes(phone: Phone): Promise<number> {
    await agent.presses(phone, '1');
    await stack.passes(TALK_MS);
    await agent.hangsUp(phone);
    onTaken();
    return agent.wrapUpEnds();
  }

  async function round(): Promise<void> {
    const first = await offered('set', () => agent.sets('available'));
    const until = await takes(first.phone);
    const second = await offered('wrapped-up', async () => until);
    const third = await offered('declined', async () => {
      const at = await agent.presses(second.phone, '2');
      if (second.callId) declined.set(second.callId, at);
      return at;
    });
    await takes(third.phone);
    await agent.sets('away');
  }

  try {
    const until = performance.now() + OFFERS_MS;
    for (let nth = 0; nth < rounds && performance.now() < until; nth += 1) await round();
  } catch (error) {
    offers.failure = error instanceof Error ? error.message : String(error);
  }
  return offers;
}

async function inLine(queue: TableClient): Promise<InLine[]> {
  const rows: InLine[] = [];
  const filter = odata`PartitionKey ne ${'stats'}`;
  for await (const { callId, caller, rowKey = '' } of queue.listEntities<InLine>({
    queryOptions: { filter },
  }))
    rows.push({ callId, caller, rowKey });
  return rows;
}

/** Whose call it is that an agent is rung for. */
async function callerOf({ emulator, emulatorUrl }: SplitStack, { callConnectionId }: Phone) {
  const url = `${emulatorUrl}/_sim/calls/${callConnectionId}`;
  const answer = await emulator.fetch(new Request(url));
  const { participants } = (await answer.json()) as { participants: { phoneId?: string }[] };
  const phones = participants.map(({ phoneId = '' }) => emulator.phones.get(phoneId));
  return phones.find((phone) => phone?.direction === 'caller')?.number ?? '';
}
