import type { AgentProperties } from '../adapters/agents-schema.ts';
import type { Stack } from './stack.ts';

/** Agents who pick up at once and accept what they are offered. */
export interface AnsweringAgents {
  /** When the next of them presses the key that accepts, ms since 1970. */
  talks(): Promise<number>;
  stop(): void;
}

/** Makes the phones of `agents` answer, each with somebody who presses 1 when they hear the whisper. */
export async function answeringAgents(
  { emulator, emulatorUrl }: Pick<Stack, 'emulator' | 'emulatorUrl'>,
  agents: readonly AgentProperties[],
): Promise<AnsweringAgents> {
  const control = (method: string, path: string, body: object) =>
    emulator.fetch(
      new Request(`${emulatorUrl}/_sim/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  for (const { participant } of agents) {
    const number = encodeURIComponent(participant);
    await control('PUT', `numbers/${number}`, { on: 'answer', afterMs: 0 });
  }
  const asked = new Set<string>();
  const waiting: ((at: number) => void)[] = [];
  async function accept(id: string): Promise<void> {
    await control('POST', `phones/${id}/press`, { digits: '1' });
    waiting.shift()?.(Date.now());
  }
  const stop = emulator.onChange((id) => {
    const phone = emulator.phones.get(id);
    if (phone?.direction !== 'called' || asked.has(id)) return;
    if (!phone.heard.some(({ content }) => content.includes('Press 1'))) return;
    asked.add(id);
    void accept(id);
  });
  return { talks: () => new Promise((resolve) => waiting.push(resolve)), stop };
}
