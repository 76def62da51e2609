import { createHash, createHmac } from 'node:crypto';
import { WELL_KNOWN_ACCESS_KEY } from '../../../emulator/access-key.ts';

/** A request to the API, signed by hand: for what the SDK would never send, such as another body than was signed. */
export async function signed(
  endpoint: string,
  method: string,
  target: string,
  options: { body?: unknown; sentInstead?: string } = {},
): Promise<{
  status: number;
  body: { error?: { code: string; message: string; target?: string } };
}> {
  const body =
    typeof options.body === 'string'
      ? options.body
      : options.body === undefined
        ? ''
        : JSON.stringify(options.body);
  const date = new Date().toUTCString();
  const hash = createHash('sha256').update(body).digest('base64');
  const text = `${method}\n${target}\n${date};${new URL(endpoint).host};${hash}`;
  const key = Buffer.from(WELL_KNOWN_ACCESS_KEY, 'base64');
  const signature = createHmac('sha256', key).update(text).digest('base64');
  const response = await fetch(endpoint + target, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-ms-date': date,
      'x-ms-content-sha256': hash,
      authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
    },
    ...(body ? { body: options.sentInstead ?? body } : {}),
  });
  const answer = await response.text();
  return { status: response.status, body: answer ? JSON.parse(answer) : {} };
}
