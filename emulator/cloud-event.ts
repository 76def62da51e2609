import type { Call } from './entities.ts';
import { guid } from './ids.ts';

/** `code` is HTTP-like, `subCode` the reason, `message` free text (ACS protocol reference, section 10). */
export interface ResultInformation {
  code: number;
  subCode: number;
  message: string;
  /** What the telephone network said, where it did. */
  sipDetails?: { code: number; message: string };
}

/** Something an app is told about its call. */
export interface CallEvent {
  /** Without the prefix `Microsoft.Communication.`. */
  type: string;
  operationContext?: string | undefined;
  /** Where an operation wants its result, if not at the call's URL. */
  callbackUri?: string | undefined;
  result?: ResultInformation;
  data?: object;
}

export interface CloudEvent {
  id: string;
  type: string;
  source: string;
  subject: string;
  time: string;
  specversion: '1.0';
  datacontenttype: 'application/json';
  data: object;
}

/** The envelope as observed (ACS protocol reference, section 9.1); `now` is ms since 1970. */
export function cloudEvent(call: Call, event: CallEvent, now: number): CloudEvent {
  const type = `Microsoft.Communication.${event.type}`;
  const source = `calling/callConnections/${call.id}`;
  return {
    id: guid(call.random),
    type,
    source,
    subject: source,
    time: wireTime(now, call.random.integer(0, 9999)),
    specversion: '1.0',
    datacontenttype: 'application/json',
    data: {
      version: call.apiVersion,
      publicEventType: type,
      callConnectionId: call.id,
      serverCallId: call.serverCallId,
      correlationId: call.correlationId,
      ...(event.operationContext === undefined ? {} : { operationContext: event.operationContext }),
      ...event.data,
      ...(event.result === undefined ? {} : { resultInformation: event.result }),
    },
  };
}

/** 7 fraction digits and `+00:00`: the service writes .NET times, `ticks` being what is below the millisecond. */
function wireTime(now: number, ticks: number): string {
  return new Date(now).toISOString().replace('Z', `${String(ticks).padStart(4, '0')}+00:00`);
}
