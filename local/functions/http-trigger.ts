import type { Incoming, Reply } from './server.ts';
import type { HttpCookie, TypedData } from './typed-data.ts';

/**
 * A request as the real host hands it to an HTTP function: header names in lower case, repeated query values joined, and
 * the body only if the client said how long it is.
 */
export function toHttpData(request: Incoming, params: Record<string, string>): TypedData {
  const query: Record<string, string> = {};
  for (const name of request.url.searchParams.keys()) {
    query[name] = request.url.searchParams.getAll(name).join(',');
  }
  return {
    http: {
      method: request.method,
      url: request.url.href,
      nullableHeaders: nullable(request.headers),
      nullableQuery: nullable(query),
      nullableParams: nullable(params),
      ...(request.hasLength && request.body.length > 0 ? { body: { bytes: request.body } } : {}),
    },
  };
}

/** The answer of an HTTP function. One that returns nothing is a 204, as on the real host. */
export function toReply(returned: TypedData | null | undefined): Reply {
  const http = returned?.http;
  if (!http) return { status: 204 };
  const headers: Record<string, string | string[]> = { ...http.headers };
  if (http.cookies?.length) headers['set-cookie'] = http.cookies.map(cookieText);
  return { status: Number(http.statusCode), headers, body: http.body?.bytes };
}

function nullable(values: Record<string, string>): Record<string, { value: string }> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

function cookieText(cookie: HttpCookie): string {
  const parts = [`${cookie.name}=${encodeURIComponent(cookie.value)}`];
  if (cookie.domain) parts.push(`Domain=${cookie.domain.value}`);
  if (cookie.path) parts.push(`Path=${cookie.path.value}`);
  if (cookie.expires) {
    parts.push(`Expires=${new Date(cookie.expires.value.seconds * 1000).toUTCString()}`);
  }
  if (cookie.maxAge) parts.push(`Max-Age=${cookie.maxAge.value}`);
  if (cookie.secure?.value) parts.push('Secure');
  if (cookie.httpOnly?.value) parts.push('HttpOnly');
  const sameSite = { lax: 'Lax', strict: 'Strict', explicitNone: 'None', none: undefined };
  const rule = sameSite[cookie.sameSite ?? 'none'];
  if (rule) parts.push(`SameSite=${rule}`);
  return parts.join('; ');
}
