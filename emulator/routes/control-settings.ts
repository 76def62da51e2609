import type { Hono } from 'hono';
import * as z from 'zod';
import { ApiError } from '../errors.ts';
import { subscribe, validated } from '../event-grid.ts';
import { faultsSchema } from '../faults.ts';
import { ACS_USER, E164 } from '../identifiers.ts';
import { ivrScriptSchema } from '../ivr.ts';
import { seededRandom } from '../random.ts';
import type { World } from '../world.ts';
import { body } from './control.ts';
import { mayReceive } from './handler.ts';

const afterMs = z.number().min(0).max(600_000).default(1000);

const numberSchema = z.discriminatedUnion('on', [
  z.strictObject({ on: z.enum(['answer', 'busy', 'ring', 'voicemail']), afterMs }),
  z.strictObject({ on: z.literal('decline'), afterMs, thenVoicemail: z.boolean().optional() }),
  z.strictObject({ on: z.literal('ivr'), afterMs, script: ivrScriptSchema }),
]);

const subscriberSchema = z.strictObject({
  url: z.url(),
  header: z.record(z.string(), z.string()).default({}),
});

/** How the network behaves, who is told, and what has been sent and asked. */
export function settingRoutes(door: Hono, world: World): void {
  door.put('/numbers/:number', async (context) => {
    const number = context.req.param('number');
    if (!E164.test(number) && !ACS_USER.test(number)) {
      throw new ApiError(
        400,
        'BadRequest',
        'The number has to be E.164, like +15550100, or the raw id of an ACS user, 8:acs:….',
        'number',
      );
    }
    const behaviour = await body(context, numberSchema);
    world.store.numbers.set(number, behaviour);
    return context.json(behaviour);
  });

  door.put('/subscribers', async (context) => {
    const { url, header } = await body(context, subscriberSchema);
    if (!mayReceive(world, url)) {
      const message = 'The field url is invalid: it has to be https, or http on loopback.';
      throw new ApiError(400, 'BadRequest', message, 'url');
    }
    subscribe(world, url, header);
    return context.json({ url, validated: false }, 202);
  });

  door.get('/subscribers/validate/:code', (context) => {
    const subscriber = world.store.subscriber;
    if (subscriber?.validationCode !== context.req.param('code')) {
      throw new ApiError(404, 'NotFound', 'No subscriber waits for this validation.');
    }
    validated(world, subscriber);
    return context.json({ url: subscriber.url, validated: true });
  });

  door.put('/faults', async (context) => {
    const faults = await body(context, faultsSchema);
    world.faults = faults;
    if (faults.seed !== undefined) {
      world.seed = faults.seed;
      world.random = seededRandom(faults.seed);
      world.store.ringCount = 0;
    }
    return context.json(faults);
  });

  door.get('/deliveries', (context) => context.json({ deliveries: world.store.deliveries }));
  door.get('/requests', (context) => context.json({ requests: world.store.requests }));
}
