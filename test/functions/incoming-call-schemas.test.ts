import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Line, startLine } from '../journeys/support/line.ts';

/** The webhook of Event Grid as the host serves it, before the function. */
let line: Line;

beforeAll(async () => {
  line = await startLine();
});

afterAll(() => line.stop());

const phone = (value: string) => ({ rawId: `4:${value}`, phoneNumber: { value } });

const data = (serverCallId: string) => ({
  to: phone(line.lineNumber),
  from: phone('+15550100'),
  serverCallId,
  incomingCallContext: 'opaque-credential',
});

const TYPE = 'Microsoft.Communication.IncomingCall';
const now = () => new Date(line.clock.now()).toISOString();

const SCHEMAS = {
  'Event Grid': (id: string, type = TYPE) => ({
    id,
    topic: 't',
    subject: 's',
    eventType: type,
    eventTime: now(),
    dataVersion: '1.0',
    data: data(id),
  }),
  CloudEvents: (id: string, type = TYPE) => ({
    id,
    source: 't',
    subject: 's',
    type,
    time: now(),
    specversion: '1.0',
    data: data(id),
  }),
};

/** What the function itself logs: the calls that were started have their say as well. */
const OWN = ['rings', 'duplicate', 'ignored', 'stale', 'malformed-incoming-call'];

async function posts(body: unknown) {
  await line.host.idle();
  const logged = line.logged.length;
  const answer = await fetch(
    `${line.host.url}/runtime/webhooks/eventgrid?functionName=incomingCall`,
    {
      method: 'POST',
      headers: { 'aeg-event-type': 'Notification' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
  );
  const lines = line.logged.slice(logged).filter(({ event }) => OWN.includes(String(event)));
  return { status: answer.status, text: await answer.text(), lines };
}

const started = () => line.host.durable.instances().length;

describe.each(Object.entries(SCHEMAS))('an event in the schema of %s', (name, event) => {
  test('is a call that rings, alone or in an array, once', async () => {
    const before = started();
    const one = await posts([event(`one ${name}`)]);
    expect(one).toMatchObject({ status: 202, text: '', lines: [{ event: 'rings' }] });
    expect(await posts(event(`other ${name}`))).toMatchObject({ status: 202 });
    expect(started()).toBe(before + 2);
    expect((await posts([event(`one ${name}`)])).lines).toMatchObject([{ event: 'duplicate' }]);
    expect(started()).toBe(before + 2);
  });

  test('of another type is accepted, logged, and nothing else', async () => {
    const before = started();
    const answer = await posts([event('x', 'Microsoft.Communication.CallEnded')]);
    expect(answer).toMatchObject({ status: 202, text: '' });
    expect(answer.lines).toMatchObject([{ level: 'warn', event: 'ignored', type: 'CallEnded' }]);
    expect(started()).toBe(before);
  });
});

test('the same call in both schemas is one call', async () => {
  const before = started();
  await posts([SCHEMAS['Event Grid']('same'), SCHEMAS.CloudEvents('same')]);
  expect(started()).toBe(before + 1);
});

test.each([
  [[{}]],
  [[7, 'text', null, true, []]],
  [{ specversion: '1.0' }],
  [[{ eventType: TYPE, eventTime: 'yesterday', data: 'text' }]],
])('what is no event, %j, is accepted and logged, and nothing else', async (body) => {
  const before = started();
  const { status, text, lines } = await posts(body);
  expect([status, text]).toEqual([202, '']);
  expect(lines.map(({ event }) => event)).toEqual(
    [body].flat().map(() => 'malformed-incoming-call'),
  );
  expect(started()).toBe(before);
});

test('an empty delivery is accepted, and what is no JSON is the host’s own 500', async () => {
  expect(await posts('[]')).toEqual({ status: 202, text: '', lines: [] });
  expect(await posts('[{')).toEqual({ status: 500, text: '', lines: [] });
});
