import { app, type HttpHandler, type HttpRequest } from '@azure/functions';
import { describe, expect, test } from 'vitest';
import { hostFor } from './functions-host.ts';

const told = async (request: HttpRequest) => ({
  jsonBody: {
    method: request.method,
    path: new URL(request.url).pathname,
    params: request.params,
    query: Object.fromEntries(request.query),
    header: request.headers.get('x-one'),
    body: await request.text(),
  },
});

const methods: ('GET' | 'POST' | 'PUT')[] = ['GET', 'POST'];

describe('an HTTP function', () => {
  const routes: [string, string | undefined, string, Record<string, string> | 404][] = [
    ['its name when it has no route', undefined, '/api/echo', {}],
    ['any case', 'Calls/List', '/API/calls/LIST', {}],
    ['a parameter', 'calls/{id}', '/api/calls/a%20b', { id: 'a b' }],
    ['a parameter, which takes one segment only', 'calls/{id}', '/api/calls/a/b', 404],
    ['a parameter, which has to be there', 'calls/{id}', '/api/calls', 404],
    ['an optional parameter that is there', 'calls/{id?}', '/api/calls/7', { id: '7' }],
    ['an optional parameter that is not', 'calls/{id?}', '/api/calls', {}],
    ['a number', 'calls/{id:int}', '/api/calls/12', { id: '12' }],
    ['a number, and nothing else', 'calls/{id:int}', '/api/calls/ab', 404],
    ['letters', 'calls/{id:alpha}', '/api/calls/ab', { id: 'ab' }],
    ['letters, and nothing else', 'calls/{id:alpha}', '/api/calls/a1', 404],
    ['a GUID, and nothing else', 'calls/{id:guid}', '/api/calls/123', 404],
    ['the rest of the path', 'files/{*path}', '/api/files/a/b/c', { path: 'a/b/c' }],
    ['text around a parameter', 'audio/{name}.wav', '/api/audio/hold.wav', { name: 'hold' }],
    ['nothing without the prefix', 'calls', '/calls', 404],
  ];

  test.for(routes)('is found by %s', async ([, route, path, expected]) => {
    const { host } = await hostFor(() => app.http('echo', { route, methods, handler: told }));
    const answer = await fetch(host.url + path);
    if (expected === 404) expect([answer.status, await answer.text()]).toEqual([404, '']);
    else expect(await answer.json()).toMatchObject({ params: expected });
  });

  test('with literal text goes before one with a parameter, whatever came first', async () => {
    const named =
      (name: string): HttpHandler =>
      () => ({ body: name });
    const { host } = await hostFor(() => {
      app.http('any', { route: 'calls/{id}', handler: named('any') });
      app.http('search', { route: 'calls/search', handler: named('search') });
    });
    expect(await (await fetch(`${host.url}/api/calls/search`)).text()).toBe('search');
    expect(await (await fetch(`${host.url}/api/calls/1`)).text()).toBe('any');
  });

  test('takes its prefix from host.json, also none', async () => {
    const load = () => app.http('echo', { handler: told });
    const hostJson = { extensions: { http: { routePrefix: '' } } };
    const { host } = await hostFor(load, { hostJson });
    expect((await fetch(`${host.url}/echo`)).status).toBe(200);
  });

  test('gets method, headers, query and body as they were sent', async () => {
    const { host } = await hostFor(() => app.http('echo', { methods, handler: told }));
    const answer = await fetch(`${host.url}/api/echo?a=1&b=x%26y&a=2`, {
      method: 'POST',
      body: 'grüße',
      headers: { 'X-One': 'yes' },
    });
    expect(await answer.json()).toEqual({
      method: 'POST',
      path: '/api/echo',
      params: {},
      query: { a: '1,2', b: 'x&y' },
      header: 'yes',
      body: 'grüße',
    });
  });

  test('does not get a body whose length was not told, as on the real host', async () => {
    const { host } = await hostFor(() => app.http('echo', { methods, handler: told }));
    const stream = new Response('chunks').body;
    const init = { method: 'POST', body: stream, duplex: 'half' } as RequestInit;
    expect(await (await fetch(`${host.url}/api/echo`, init)).json()).toMatchObject({ body: '' });
  });

  test('answers a method it does not take like an unknown route', async () => {
    const { host } = await hostFor(() => app.http('echo', { methods: ['GET'], handler: told }));
    const answer = await fetch(`${host.url}/api/echo`, { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });

  test('that throws is a 500 without a word to the caller, and one line for us', async () => {
    const { host, errors } = await hostFor(() =>
      app.http('breaks', {
        handler: () => {
          throw new Error('secret detail');
        },
      }),
    );
    const answer = await fetch(`${host.url}/api/breaks`);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
    expect(errors).toEqual(['Function "breaks" failed: secret detail']);
  });

  test('that returns nothing is a 204, one that returns text an error', async () => {
    const { host } = await hostFor(() => {
      app.http('nothing', { handler: (() => undefined) as unknown as HttpHandler });
      app.http('text', { handler: (() => 'text') as unknown as HttpHandler });
    });
    expect((await fetch(`${host.url}/api/nothing`)).status).toBe(204);
    expect((await fetch(`${host.url}/api/text`)).status).toBe(500);
  });

  test('decides on status, headers, cookies and bytes of its answer', async () => {
    const { host } = await hostFor(() =>
      app.http('full', {
        handler: () => ({
          status: 201,
          headers: { 'x-two': '2' },
          cookies: [{ name: 'c', value: 'v', httpOnly: true, sameSite: 'Lax', maxAge: 60 }],
          body: new Uint8Array([1, 2, 255]),
        }),
      }),
    );
    const answer = await fetch(`${host.url}/api/full`);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-two')).toBe('2');
    expect(answer.headers.getSetCookie()).toEqual(['c=v; Max-Age=60; HttpOnly; SameSite=Lax']);
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([1, 2, 255]);
  });

  test('that an app setting has switched off is not there', async () => {
    const load = () => app.http('echo', { handler: told });
    const { host } = await hostFor(load, { settings: { 'AzureWebJobs.echo.Disabled': 'true' } });
    expect((await fetch(`${host.url}/api/echo`)).status).toBe(404);
  });
});
