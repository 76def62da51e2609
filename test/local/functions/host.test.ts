import { createServer } from 'node:net';
import { app } from '@azure/functions';
import { describe, expect, test } from 'vitest';
import { hostFor } from './functions-host.ts';

const hello = () =>
  app.http('hello', { handler: () => ({ body: process.env.GREETING ?? 'none' }) });

describe('the local Functions host', () => {
  test('lists what the app registered', async () => {
    const { host } = await hostFor(() => {
      app.http('call', { route: 'calls/{id}', methods: ['GET'], handler: () => ({}) });
      app.timer('tick', { schedule: '0 0 0 1 1 *', handler: () => {} });
    });
    expect(host.functions).toEqual([
      { name: 'call', trigger: 'httpTrigger', route: 'api/calls/{id}', methods: ['GET'] },
      { name: 'tick', trigger: 'timerTrigger' },
    ]);
    const listed = await fetch(`${host.url}/admin/functions`);
    expect(await listed.json()).toEqual(host.functions);
  });

  test('gives the app its settings and its address, and takes them back at the end', async () => {
    const { host } = await hostFor(hello, { settings: { GREETING: 'good day' } });
    expect(await (await fetch(`${host.url}/api/hello`)).text()).toBe('good day');
    expect(process.env.WEBSITE_HOSTNAME).toBe(`localhost:${host.port}`);
    await host.stop();
    expect(process.env.GREETING).toBeUndefined();
    expect(process.env.WEBSITE_HOSTNAME).toBeUndefined();
  });

  test('runs one at a time in a process, and one after the other', async () => {
    const { host } = await hostFor(hello);
    await expect(hostFor(hello)).rejects.toThrow('runs in this process already');
    await host.stop();
    const { host: next } = await hostFor(hello);
    expect((await fetch(`${next.url}/api/hello`)).status).toBe(200);
  });

  test('says when its port is taken, and can be started on another one', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    await expect(hostFor(hello, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.close();
    await hostFor(hello);
  });

  test('does not start when the app does not load', async () => {
    const broken = () => {
      throw new Error('flows/main.yaml is broken');
    };
    await expect(hostFor(broken)).rejects.toThrow('flows/main.yaml is broken');
    await hostFor(hello);
  });

  test('refuses bindings that it does not have, and names that are taken', async () => {
    const queue = () =>
      app.storageQueue('q', { queueName: 'q', connection: 'c', handler: () => {} });
    await expect(hostFor(queue)).rejects.toThrow('uses "queueTrigger"');
    const twice = () => [hello(), hello()].forEach(() => {});
    await expect(hostFor(twice)).rejects.toThrow('"hello" is registered already');
  });

  test('runs any function by hand, and answers before it is over', async () => {
    const got: unknown[] = [];
    const { host } = await hostFor(() => {
      app.timer('tick', { schedule: '0 0 0 1 1 *', handler: () => void got.push('ticked') });
      app.eventGrid('ring', { handler: (event) => void got.push(event) });
    });
    const run = async (name: string, body: string) => {
      const init = { method: 'POST', body };
      return (await fetch(`${host.url}/admin/functions/${name}`, init)).status;
    };
    expect(await run('tick', '{}')).toBe(202);
    expect(await run('ring', JSON.stringify({ input: '{"id":"1"}' }))).toBe(202);
    expect(await run('nobody', '{}')).toBe(404);
    expect(await run('tick', '{')).toBe(400);
    await host.idle();
    expect(got).toEqual(['ticked', { id: '1' }]);
  });

  test('runs the hooks of the app around every function', async () => {
    const seen: string[] = [];
    const { host } = await hostFor(() => {
      hello();
      app.hook.preInvocation(
        (context) => void seen.push(`before ${context.invocationContext.functionName}`),
      );
      app.hook.postInvocation((context) => {
        seen.push('after');
        context.result = { body: 'from the hook' };
      });
    });
    expect(await (await fetch(`${host.url}/api/hello`)).text()).toBe('from the hook');
    expect(seen).toEqual(['before hello', 'after']);
  });
});
