import * as fc from 'fast-check';
import { nested, noJson, tooLarge } from './broken-bytes.ts';
import { APIS, CALLBACK_TARGETS, EVENT_GRID, type Target } from './targets.ts';

/** A request that comes to nothing. */
export interface Shot {
  method: string;
  /** With the query. */
  path: string;
  /** Whose good token goes along; absent: none but what `headers` has. */
  token?: 'api' | 'callback';
  headers: Record<string, string>;
  body?: Buffer;
  /** What may be answered. */
  statuses: number[];
}

type Body = Pick<Shot, 'body' | 'statuses'>;

const CONTENT_TYPES = [
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/cloudevents+json',
  '__proto__',
];

const contentType = fc.constantFrom(...CONTENT_TYPES);
const word = fc.string({ unit: 'binary', maxLength: 40 });

/** A good body whose bytes are not, or a body that is refused as a value. */
function bodies({ good, bad, answers }: Target): fc.Arbitrary<Body> {
  const text = good.map((value) => JSON.stringify(value));
  const sent = (bytes: fc.Arbitrary<Buffer>, statuses: number[]) =>
    bytes.map((body) => ({ body, statuses }));
  return fc.oneof(
    {
      weight: 60,
      arbitrary: sent(
        bad.map((value) => Buffer.from(JSON.stringify(value))),
        answers.value,
      ),
    },
    { weight: 30, arbitrary: sent(text.chain(noJson), answers.bytes) },
    { weight: 2, arbitrary: sent(text.chain(nested), answers.bytes) },
    { weight: 1, arbitrary: sent(text.chain(tooLarge), answers.size) },
  );
}

const targets = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...APIS) },
  { weight: 5, arbitrary: fc.constantFrom(...CALLBACK_TARGETS) },
  { weight: 2, arbitrary: fc.constantFrom(...EVENT_GRID) },
);

const malformed = targets.chain((target) =>
  fc.tuple(bodies(target), contentType).map(([body, type]): Shot => {
    const { method, path, token, headers } = target;
    return { method, path, token, headers: { 'content-type': type, ...headers }, ...body };
  }),
);

/** An event that is read, with something in it that is nested as deep as a body may be. */
const deep = fc.constantFrom(...CALLBACK_TARGETS).chain(({ method, path, token, good }) =>
  fc.tuple(good, fc.constantFrom('digits', 'x')).map(([value, name]): Shot => {
    const bottomless = `"${name}":${'['.repeat(60_000)}"one"${']'.repeat(60_000)}`;
    const text = JSON.stringify(value).replace('"data":{', `"data":{${bottomless},`);
    return { method, path, token, headers: {}, body: Buffer.from(text), statuses: [200, 400] };
  }),
);

/** A good body, with a token that is none. */
const unsigned = fc.constantFrom(...APIS, ...CALLBACK_TARGETS).chain(({ method, path, good }) => {
  const part = fc.oneof(
    fc.base64String(),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
  );
  const token = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.'));
  const scheme = fc.constantFrom('Bearer', 'bearer', 'Basic', '');
  return fc.tuple(good, token, scheme).map(
    ([value, text, kind]): Shot => ({
      method,
      path,
      headers: { authorization: `${kind} ${text}`.trim() },
      body: Buffer.from(JSON.stringify(value)),
      statuses: [401],
    }),
  );
});

/** Event Grid, but not as it introduces itself. */
const introduced = fc.constantFrom(...EVENT_GRID).chain(({ method, path, good }) =>
  fc.tuple(good, fc.constantFrom('', 'notifications', '__proto__', 'SubscriptionValidation')).map(
    ([value, type]): Shot => ({
      method,
      path,
      headers: { 'aeg-event-type': type },
      body: Buffer.from(JSON.stringify(value)),
      statuses: [400],
    }),
  ),
);

const query = fc
  .dictionary(
    fc.oneof(fc.constantFrom('day', 'limit', 'outcome', 'next', 'from', '__proto__'), word),
    word,
    { minKeys: 1, maxKeys: 3 },
  )
  .map((given) => new URLSearchParams(Object.entries(given)).toString());

const addressed = fc
  .oneof(
    query.map((text) => ({ path: `/api/calls?${text}`, statuses: [200, 400] })),
    query.map((text) => ({ path: `/api/audio/none?${text}`, statuses: [404] })),
    fc.tuple(word, fc.constantFrom('', '/numbers')).map(([text, rest]) => ({
      path: `/api/calls/x${encodeURIComponent(text)}${rest}`,
      statuses: [404],
    })),
    fc
      .constantFrom('%', '%00', '%zz', '..%2f..%2fhost.json', '__proto__', 'constructor')
      .map((text) => ({
        path: `/api/audio/${text}`,
        statuses: [404],
      })),
  )
  .map((address): Shot => ({ method: 'GET', token: 'api', headers: {}, ...address }));

/** Everything that can be sent to the line and should come to nothing. */
export const shots: fc.Arbitrary<Shot> = fc.oneof(
  { weight: 80, arbitrary: malformed },
  { weight: 1, arbitrary: deep },
  { weight: 8, arbitrary: unsigned },
  { weight: 3, arbitrary: introduced },
  { weight: 8, arbitrary: addressed },
);
