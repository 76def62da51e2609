/** A value on its way between host and worker, as the Functions protocol has it. An empty object is "nothing". */
export interface TypedData {
  string?: string;
  json?: string;
  bytes?: Uint8Array;
  int?: number;
  double?: number;
  http?: HttpData;
}

export interface HttpData {
  method?: string;
  url?: string;
  nullableHeaders?: Record<string, { value: string }>;
  nullableQuery?: Record<string, { value: string }>;
  nullableParams?: Record<string, { value: string }>;
  statusCode?: string;
  headers?: Record<string, string>;
  cookies?: HttpCookie[];
  body?: TypedData | null;
}

export interface HttpCookie {
  name: string;
  value: string;
  domain?: { value: string };
  path?: { value: string };
  expires?: { value: { seconds: number } };
  secure?: { value: boolean };
  httpOnly?: { value: boolean };
  sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone';
  maxAge?: { value: number };
}

/** What a function returned, as the JSON text that Durable keeps; `null` for nothing, bytes in base64. */
export function toJsonText(data: TypedData | null | undefined): string {
  if (data?.json !== undefined) return data.json;
  if (data?.string !== undefined) return JSON.stringify(data.string);
  if (data?.bytes) return JSON.stringify(Buffer.from(data.bytes).toString('base64'));
  return JSON.stringify(data?.int ?? data?.double ?? null);
}
