import type { Hono } from 'hono';
import * as z from 'zod';
import type { PhoneRecord } from '../entities.ts';
import { ApiError } from '../errors.ts';
import { shownCall, shownPhone } from '../formatters.ts';
import { E164, WITHHELD } from '../identifiers.ts';
import { badCharacterAt, press } from '../keypad.ts';
import { placeCall } from '../ringing.ts';
import { decline, pickUp, putDown } from '../rung-phones.ts';
import type { World } from '../world.ts';
import { body } from './control.ts';

const number = z.string().regex(E164, { error: 'it has to be an E.164 number, like +15550100.' });

const headers = z.record(z.string(), z.string());

const newCallSchema = z.strictObject({
  from: z.union([z.literal(WITHHELD), number], {
    error: `it has to be an E.164 number, like +15550100, or ${WITHHELD}.`,
  }),
  to: number,
  customContext: z
    .strictObject({ sipHeaders: headers.optional(), voipHeaders: headers.optional() })
    .optional(),
});

const pressSchema = z.strictObject({
  digits: z.string().min(1).max(200),
  gapMs: z.number().min(0).max(60_000).default(200),
});

/** The people of the telephone network: who rings, presses, hangs up. */
export function phoneRoutes(door: Hono, world: World): void {
  door.post('/calls', async (context) => {
    const call = await body(context, newCallSchema);
    if (!world.store.subscriber?.validated) {
      const message = world.store.subscriber
        ? 'The subscriber has not answered the validation handshake yet.'
        : 'Nobody receives Event Grid events: PUT /_sim/subscribers first.';
      throw new ApiError(409, 'Conflict', message);
    }
    return context.json({ id: placeCall(world, call).id }, 201);
  });

  door.get('/calls/:callConnectionId', (context) => {
    const call = world.store.calls.get(context.req.param('callConnectionId'));
    if (!call) throw new ApiError(404, 'NotFound', 'There is no such call.');
    return context.json(shownCall(call));
  });

  door.get('/phones', (context) =>
    context.json({ phones: [...world.store.phones.values()].map(shownPhone) }),
  );

  door.get('/phones/:id', (context) =>
    context.json(shownPhone(phoneOf(world, context.req.param('id')))),
  );

  door.post('/phones/:id/press', async (context) => {
    const phone = phoneOf(world, context.req.param('id'));
    const { digits, gapMs } = await body(context, pressSchema);
    const bad = badCharacterAt(digits);
    if (bad >= 0) {
      const message = `"${[...digits][bad]}" (character ${bad + 1}) is not a key: use 0-9, A-D, *, # and w.`;
      throw new ApiError(400, 'BadRequest', message, 'digits');
    }
    if (phone.state === 'ended') throw new ApiError(409, 'Conflict', 'This phone has hung up.');
    if (phone.voicemail) throw new ApiError(409, 'Conflict', 'A machine presses no keys.');
    press(world, phone, digits, gapMs);
    return context.json(shownPhone(phone), 202);
  });

  door.post('/phones/:id/hangUp', (context) => {
    const phone = phoneOf(world, context.req.param('id'));
    putDown(world, phone);
    return context.json(shownPhone(phone));
  });

  const answer = (_world: World, phone: PhoneRecord) => pickUp(phone);
  for (const [verb, act] of Object.entries({ answer, decline })) {
    door.post(`/phones/:id/${verb}`, (context) => {
      const phone = phoneOf(world, context.req.param('id'));
      if (phone.direction !== 'called' || phone.state !== 'ringing') {
        throw new ApiError(409, 'Conflict', 'This phone is not being rung.');
      }
      act(world, phone);
      return context.json(shownPhone(phone));
    });
  }
}

function phoneOf(world: World, id: string): PhoneRecord {
  const phone = world.store.phones.get(id);
  if (!phone) throw new ApiError(404, 'NotFound', `There is no phone "${id}".`);
  return phone;
}
