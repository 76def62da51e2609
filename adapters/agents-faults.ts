import type * as z from 'zod';
import { type Fault, isRecord } from '../calls/flow-draft.ts';
import { didYouMean, quoted } from '../calls/flow-words.ts';
import { AGENT_PROPERTIES } from './agents-schema.ts';

/** What the schema found in `value`, as mistakes of the file. */
export function faultsOfIssue(issue: z.core.$ZodIssue, value: unknown): Fault[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const [index, property] = path;
  const who = typeof index === 'number' ? agentAt(value, index) : 'the file';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const known = `known: ${AGENT_PROPERTIES.join(', ')}.${didYouMean(key, AGENT_PROPERTIES)}`;
      const message = `${who}: "${key}" is not a property of an agent; ${known}`;
      return { path: [...path, key], at: 'key', message };
    });
  }
  const what = property === undefined ? who : `${who}: ${property}`;
  return [{ path, at: 'value', message: `${what} ${issue.message}.` }];
}

/** What no schema can state: an agent is reached in one way, and is not somebody else. `lineOf` tells where an agent begins. */
export function brokenRules(value: unknown, lineOf: (index: number) => number): Fault[] {
  const agents: unknown[] = Array.isArray(value) ? value : [];
  return agents.flatMap((agent, index): Fault[] => {
    if (!isRecord(agent)) return [];
    const who = agentAt(value, index);
    const twice = ['id', 'number', 'user'].flatMap((property): Fault[] => {
      const own = agent[property];
      const first = agents.findIndex((other) => isRecord(other) && other[property] === own);
      if (typeof own !== 'string' || first === index) return [];
      const message = `${who}: ${property} is that of the agent in line ${lineOf(first)}. Give each their own, or remove one.`;
      return [{ path: [index, property], at: 'value', message }];
    });
    return [...twice, ...waysTo(agent, index, who)];
  });
}

function waysTo({ number, user }: Record<string, unknown>, index: number, who: string): Fault[] {
  if (number === undefined && user === undefined) {
    const message = `${who}: number is missing. Give one, or a user.`;
    return [{ path: [index], at: 'value', message }];
  }
  if (number === undefined || user === undefined) return [];
  const message = `${who}: has a number and a user. Keep the one to be called.`;
  return [{ path: [index, 'user'], at: 'key', message }];
}

/** How a mistake begins: `agent "anna"`, or by position from 1 where there is no id. */
function agentAt(value: unknown, index: number): string {
  const agent: unknown = Array.isArray(value) ? value[index] : undefined;
  const id = isRecord(agent) ? agent.id : undefined;
  return typeof id === 'string' ? `agent ${quoted(id)}` : `agent ${index + 1}`;
}
