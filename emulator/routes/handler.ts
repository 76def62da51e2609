import type * as z from 'zod';
import { ApiError, fromIssues, invalid } from '../errors.ts';
import type { Reply } from '../reply.ts';
import type { World } from '../world.ts';

export interface ApiRequest {
  /** Segments of the path, decoded. */
  params: Record<string, string>;
  apiVersion: string;
  /** The JSON body, nulls left out; undefined when there is none. */
  body: unknown;
}

/** One operation of the API. Refusals are thrown as `ApiError`. */
export type Handler = (world: World, request: ApiRequest) => Reply;

/** The body as `schema` has it; 400/8523 naming the first field that is wrong. */
export function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  if (body === undefined) throw new ApiError(400, '8523', 'The request needs a JSON body.');
  const result = schema.safeParse(body);
  if (!result.success) throw fromIssues(result.error, '8523');
  return result.data;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Whether events may go to `url`: https, or http on this machine (ACS protocol reference, section 12). */
export function mayReceive(world: World, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && (world.allowHttp || LOOPBACK.includes(hostname));
}

/** 400/8523 unless events may go to `url`; nothing to check when there is none. */
export function checkCallback(world: World, field: string, url: string | undefined): void {
  if (url === undefined || mayReceive(world, url)) return;
  throw invalid(field, 'it has to be an https URL, or http on loopback.');
}
