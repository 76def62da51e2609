import type { OrchestrationHandler } from 'durable-functions';
import { OrchestrationRuntimeStatus as Status } from 'durable-functions';
import { describe, expect, test } from 'vitest';
import { orchestra } from './orchestra.ts';

const waits: OrchestrationHandler = function* (context) {
  context.df.setCustomStatus({ step: 'waiting' });
  return yield context.df.waitForExternalEvent('go');
};

const calm = () => orchestra({ orchestrators: { waits } });

describe('the Durable client', () => {
  test('gets the status of an instance while it runs and when it has finished', async () => {
    const { use, start, raise, standstill } = await calm();
    const id = await start('waits', { who: 'me' });
    await standstill();
    const running = await use((client) => client.getStatus(id));
    expect(running).toMatchObject({
      name: 'waits',
      instanceId: id,
      runtimeStatus: Status.Running,
      input: { who: 'me' },
      customStatus: { step: 'waiting' },
      output: null,
      createdTime: new Date('2026-11-20T10:15:02.000Z'),
    });
    await raise(id, 'go', { now: true });
    await standstill();
    expect(await use((client) => client.getStatus(id))).toMatchObject({
      runtimeStatus: Status.Completed,
      output: { now: true },
    });
  });

  test('is refused when it asks for, raises to or ends an instance that never was', async () => {
    const { use } = await calm();
    await expect(use((client) => client.getStatus('nobody'))).rejects.toThrow('HTTP 404');
    const missing = "No instance with ID 'nobody' found.";
    await expect(use((client) => client.raiseEvent('nobody', 'go', {}))).rejects.toThrow(missing);
    await expect(use((client) => client.terminate('nobody', 'x'))).rejects.toThrow(missing);
    expect((await use((client) => client.purgeInstanceHistory('nobody'))).instancesDeleted).toBe(0);
  });

  test('hears nothing when it raises to an instance that has finished', async () => {
    const { host, start, raise, standstill } = await calm();
    const id = await start('waits');
    await raise(id, 'go', 'first');
    await standstill();
    await raise(id, 'go', 'too late');
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Completed', output: 'first' });
    const url = `${host.url}/runtime/webhooks/durabletask/instances/${id}/raiseEvent/go`;
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(url, { method: 'POST', body: '{}', headers })).status).toBe(410);
  });

  test('starts an unknown orchestrator, which then fails with the names of the known ones', async () => {
    const { host, start, standstill } = await calm();
    const id = await start('wait');
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({
      status: 'Failed',
      output:
        "The function 'wait' doesn't exist, is disabled, or is not an orchestrator function. Known are: 'waits'.",
    });
  });

  test('terminates an instance, which takes nothing any more', async () => {
    const { host, use, start, standstill } = await calm();
    const id = await start('waits');
    await use((client) => client.terminate(id, 'no reason'));
    await use((client) => client.raiseEvent(id, 'go', {}));
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Terminated', output: 'no reason' });
  });

  test('suspends an instance, whose events wait until it is resumed', async () => {
    const { host, use, start, raise, standstill } = await calm();
    const id = await start('waits');
    await standstill();
    await use((client) => client.suspend(id, 'lunch'));
    await raise(id, 'go', 'after lunch');
    await standstill();
    expect(host.durable.instance(id)?.status).toBe('Suspended');
    await use((client) => client.resume(id, 'back'));
    await standstill();
    expect(host.durable.instance(id)).toMatchObject({ status: 'Completed', output: 'after lunch' });
  });

  test('purges finished instances only', async () => {
    const { host, use, start, raise, standstill } = await calm();
    const [open, over] = [await start('waits'), await start('waits')];
    await raise(over, 'go');
    await standstill();
    await expect(use((client) => client.purgeInstanceHistory(open))).rejects.toThrow('412');
    const purged = await use((client) => client.purgeInstanceHistory(over));
    expect(purged.instancesDeleted).toBe(1);
    expect(host.durable.instances().map(({ id }) => id)).toEqual([open]);
  });

  test('lists and purges instances by status and time', async () => {
    const { host, use, start, raise, standstill } = await calm();
    const [open, over] = [await start('waits'), await start('waits')];
    await raise(over, 'go');
    await standstill();
    const createdTimeFrom = new Date('2026-11-20T10:00:00Z');
    expect(await use((client) => client.getStatusAll())).toHaveLength(2);
    const running = await use((client) => client.getStatusBy({ runtimeStatus: [Status.Running] }));
    expect(running.map(({ instanceId }) => instanceId)).toEqual([open]);
    const later = { createdTimeFrom: new Date('2026-11-21T00:00:00Z') };
    expect(await use((client) => client.getStatusBy(later))).toEqual([]);
    const purged = await use((client) => client.purgeInstanceHistoryBy({ createdTimeFrom }));
    expect(purged.instancesDeleted).toBe(1);
    expect(host.durable.instances().map(({ id }) => id)).toEqual([open]);
  });
});

describe('the Durable HTTP API', () => {
  const post = (url: string, body: string, type = 'application/json') =>
    fetch(url, { method: 'POST', body, headers: { 'content-type': type } });

  test('refuses input and events that are not JSON', async () => {
    const { host, start } = await calm();
    const api = `${host.url}/runtime/webhooks/durabletask`;
    const id = await start('waits');
    expect((await post(`${api}/orchestrators/waits`, '{')).status).toBe(400);
    expect((await post(`${api}/instances/${id}/raiseEvent/go`, '{')).status).toBe(400);
    expect((await post(`${api}/instances/${id}/raiseEvent/go`, '')).status).toBe(400);
    expect((await post(`${api}/instances/${id}/raiseEvent/go`, '{}', 'text/plain')).status).toBe(
      400,
    );
  });

  test('answers a start with the addresses of the instance', async () => {
    const { host } = await calm();
    const api = `${host.url}/runtime/webhooks/durabletask`;
    const answer = await post(`${api}/orchestrators/waits/some-id`, '{}');
    expect(answer.status).toBe(202);
    expect(answer.headers.get('retry-after')).toBe('10');
    const { id, statusQueryGetUri } = (await answer.json()) as Record<string, string>;
    expect(id).toBe('some-id');
    expect((await fetch(statusQueryGetUri ?? '')).status).toBe(202);
  });

  test('says what it does not have, instead of pretending', async () => {
    const { host, start } = await calm();
    const api = `${host.url}/runtime/webhooks/durabletask`;
    const id = await start('waits');
    for (const path of [
      'entities/counter/one',
      `instances/${id}/rewind`,
      `instances/${id}/restart`,
    ]) {
      const answer = await post(`${api}/${path}`, '{}');
      expect(answer.status).toBe(501);
      expect(await answer.text()).toContain('does not have');
    }
  });
});
