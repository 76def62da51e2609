import { type Context, Hono } from 'hono';
import type * as z from 'zod';
import { ApiError, fromIssues } from '../errors.ts';
import type { World } from '../world.ts';

/** Web pages of other sites must not place calls on this machine; what is not JSON is refused before it is read. */
export function controlDoor(world: World): Hono {
  const door = new Hono();
  door.use(async (context, next) => {
    const origin = context.req.header('origin');
    if (origin !== undefined && origin !== new URL(world.endpoint).origin) {
      throw new ApiError(403, 'Forbidden', `Requests from ${origin} are not accepted.`, 'Origin');
    }
    await next();
  });
  return door;
}

/** The JSON body as `schema` has it; 415, or 400 naming the field. */
export async function body<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    const message = 'The body has to be JSON, with content-type application/json.';
    throw new ApiError(415, 'UnsupportedMediaType', message, 'content-type');
  }
  const result = schema.safeParse(await json(context));
  if (!result.success) throw fromIssues(result.error, 'BadRequest');
  return result.data;
}

async function json(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch {
    throw new ApiError(400, 'BadRequest', 'The body is not valid JSON.');
  }
}
