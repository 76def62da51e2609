import { CallAutomationClient } from '@azure/communication-call-automation';
import { describe, expect, test } from 'vitest';
import { connectionString } from '../../emulator/access-key.ts';
import { onTheLine } from './support/line.ts';
import { signed } from './support/signed.ts';

const UNKNOWN_CALL = '/calling/callConnections/11111111-1111-4111-8111-111111111111';
const QUERY = '?api-version=2026-03-12';

describe('the access key', () => {
  test('of somebody else is refused with 401 and code 7509', () =>
    onTheLine(async (line) => {
      const wrong = connectionString(line.served.endpoint, Buffer.from('wrong').toString('base64'));
      const client = new CallAutomationClient(wrong, { allowInsecureConnection: true });
      await expect(client.rejectCall('context')).rejects.toMatchObject({
        statusCode: 401,
        code: '7509',
      });
    }));

  test('may be one of our own', () => {
    const accessKey = Buffer.from('our own key').toString('base64');
    return onTheLine(
      async (line) => {
        await line.answered();
        const known = await signed(line.served.endpoint, 'GET', UNKNOWN_CALL + QUERY);
        expect(known.status).toBe(401);
      },
      { accessKey },
    );
  });

  test('signs the path as it was sent, escapes included', () =>
    onTheLine(async ({ served }) => {
      const target = `${UNKNOWN_CALL}/participants/4%3a%2B15550100${QUERY}`;
      const answer = await signed(served.endpoint, 'GET', target);
      expect(answer.body.error).toEqual({ code: '8522', message: 'Call not found.' });
    }));

  test('signs the body', () =>
    onTheLine(async ({ served }) => {
      const target = `/calling/callConnections:reject${QUERY}`;
      const sent = { body: { a: 1 }, sentInstead: '{"a":2}' };
      const answer = await signed(served.endpoint, 'POST', target, sent);
      expect(answer).toMatchObject({ status: 401, body: { error: { code: '7509' } } });
    }));

  test('is needed at all', () =>
    onTheLine(async ({ served }) => {
      const response = await fetch(`${served.endpoint}${UNKNOWN_CALL}${QUERY}`);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { code: '7509' } });
    }));

  test('does not show in what the control door remembers', () =>
    onTheLine(async (line) => {
      await line.answered();
      const { body } = await line.control('GET', 'requests');
      expect(body).toMatchObject({
        requests: [
          {
            method: 'POST',
            path: '/calling/callConnections:answer',
            status: 200,
            body: { incomingCallContext: '(incomingCallContext)' },
          },
        ],
      });
      expect(JSON.stringify(body)).not.toContain('Signature=');
      const deliveries = await line.control('GET', 'deliveries');
      expect(JSON.stringify(deliveries)).toContain('"incomingCallContext":"(incomingCallContext)"');
      expect(JSON.stringify(deliveries)).not.toContain('Bearer');
    }));
});

test('an operation the service does not have is 404', () =>
  onTheLine(async ({ served }) => {
    const target = `/calling/callConnections:sing${QUERY}`;
    expect((await signed(served.endpoint, 'POST', target, { body: {} })).status).toBe(404);
  }));
