export interface Route<T> {
  target: T;
  methods: string[];
  pattern: RegExp;
  names: string[];
  rank: string;
}

const constraints: Record<string, string> = {
  int: '-?\\d+',
  alpha: '[A-Za-z]+',
  guid: '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}',
};
const parameter = /\{(\*{0,2})(\w+)(?::(\w+))?(\?)?\}/g;

/**
 * Compiles an ASP.NET route template as Functions uses it: `{id}`, `{id?}`, `{id:int}`, `{*rest}`.
 * Throws for a template with anything else.
 */
export function compileRoute<T>(template: string, methods: string[], target: T): Route<T> {
  const names: string[] = [];
  let source = '';
  let rank = '';
  for (const segment of template.split('/').filter(Boolean)) {
    const one = compileSegment(segment, template);
    names.push(...one.names);
    source += one.source;
    rank += one.rank;
  }
  const pattern = new RegExp(`^${source}/?$`, 'i');
  return { target, methods: methods.map((method) => method.toUpperCase()), pattern, names, rank };
}

function compileSegment(segment: string, template: string) {
  const names: string[] = [];
  let source = '';
  let rest = segment;
  let rank = '0'; // literal text comes before a constrained parameter, a plain one, and one that takes the rest
  for (const [text, star = '', name = '', constraint, optional] of segment.matchAll(parameter)) {
    const [before = ''] = rest.split(text, 1);
    rest = rest.slice(before.length + text.length);
    const value = constraint === undefined ? '[^/]+?' : constraints[constraint];
    if (value === undefined) throw unsupported(template, `the constraint "${constraint}"`);
    names.push(name);
    rank = star ? '3' : constraint ? '1' : '2';
    if (star) return { names, source: '(?:/(.*))?', rank };
    if (optional && text === segment) return { names, source: `(?:/(${value}))?`, rank };
    source += `${escapeText(before)}(${value})`;
  }
  if (/[{}]/.test(rest)) throw unsupported(template, `"${segment}"`);
  return { names, source: `/${source}${escapeText(rest)}`, rank };
}

function unsupported(template: string, what: string): Error {
  return new Error(`Route "${template}": the local Functions host does not understand ${what}.`);
}

const escapeText = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * The route for a request, and the values of its parameters. A method that the route does not take is no match: the
 * real host answers it like an unknown route. `path` is still percent-encoded.
 */
export function matchRoute<T>(
  routes: Route<T>[],
  method: string,
  path: string,
): { target: T; params: Record<string, string> } | undefined {
  let best: { route: Route<T>; found: RegExpExecArray } | undefined;
  for (const route of routes) {
    if (!route.methods.includes(method) || (best && best.route.rank <= route.rank)) continue;
    const found = route.pattern.exec(path);
    if (found) best = { route, found };
  }
  if (!best) return undefined;
  const params: Record<string, string> = {};
  best.route.names.forEach((name, index) => {
    const value = best.found[index + 1];
    if (value !== undefined) params[name] = decode(value);
  });
  return { target: best.route.target, params };
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // a lone percent sign stays what it is
  }
}
