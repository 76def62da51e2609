import * as z from 'zod';
import { eventData } from '../../../adapters/acs-event-data.ts';
import { envelope } from '../../../adapters/acs-events.ts';
import { stateBody } from '../../../functions/agent-wanted.ts';
import { searchBody } from '../../../functions/call-query.ts';
import { forgetBody } from '../../../functions/forget-caller.ts';
import { ringing } from '../../../functions/incoming-call-event.ts';
import { lineBody } from '../../../functions/line-wanted.ts';
import { callBody } from '../../../functions/outbound-request.ts';

/** The part of JSON Schema that ours come out as. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

/** The schema at the edge, as JSON Schema: of what comes in, before anything is made of it. */
function jsonSchema(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
}

/** Events that are read: each has fields that it cannot do without. */
const EVENT_TYPES = [
  'CallConnected',
  'CallDisconnected',
  'PlayCompleted',
  'RecognizeCompleted',
  'RecognizeFailed',
  'ContinuousDtmfRecognitionToneReceived',
  'ParticipantsUpdated',
  'AddParticipantSucceeded',
  'CreateCallFailed',
  'CallTransferAccepted',
];

/** The events of ACS's callbacks, by their type. */
export const CALLBACKS = EVENT_TYPES.map((name) => ({
  type: `Microsoft.Communication.${name}`,
  schema: jsonSchema(envelope.extend({ data: eventData(name, { id: '', at: '' }) })),
}));

/** What is posted to the APIs. */
export const BODIES = {
  forgetCaller: jsonSchema(forgetBody),
  placeCall: jsonSchema(callBody),
  putAgent: jsonSchema(stateBody),
  putLine: jsonSchema(lineBody),
  searchCalls: jsonSchema(searchBody),
};

export const RINGING = jsonSchema(ringing);
