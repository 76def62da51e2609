import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { carryOut } from '../orchestrations/activities.ts';
import { call } from '../orchestrations/call.ts';
import { deadline } from '../orchestrations/deadline.ts';
import { CALL, CARRY_OUT, DEADLINE, RAISE_DEADLINE } from '../orchestrations/names.ts';
import { listAgents, putAgent } from './agents-api.ts';
import { watchAgents } from './agents-watch.ts';
import { audio, audioFolder, loadAudio } from './audio.ts';
import { callEvents } from './call-events.ts';
import { callInstances } from './call-instances.ts';
import { getCall, getCallNumbers, listCalls, searchCalls } from './calls-api.ts';
import { callDeadlines, raiseDeadline } from './deadlines.ts';
import type { Deps } from './deps.ts';
import { health } from './health.ts';
import { incomingCall } from './incoming-call.ts';
import { placeCall } from './outbound-calls.ts';
import { watchOutboundSlots } from './outbound-slots-watch.ts';
import { sealedEvents } from './sealed-events.ts';
import { watchdog } from './watchdog.ts';

/** Registers every function of the line with the Functions library. Called once a process, before the host looks. */
export function register(deps: Deps): void {
  df.app.client.eventGrid('incomingCall', {
    handler: (event, client) => incomingCall(deps, callInstances(client), event),
  });
  df.app.client.http('callEvents', {
    route: 'calls/{callId}/events',
    methods: ['POST'],
    authLevel: 'anonymous', // ACS has no key of ours: its signed token is checked
    handler: (request, client) => callEvents(deps, callInstances(client), request),
  });
  df.app.client.http('sealedEvents', {
    route: 'calls/{callId}/sealed',
    methods: ['POST'],
    authLevel: 'anonymous', // as callEvents
    handler: (request, client) => sealedEvents(deps, callInstances(client), request),
  });
  app.http('listCalls', {
    route: 'calls',
    methods: ['GET'],
    authLevel: 'function',
    handler: (request) => listCalls(deps, request),
  });
  df.app.client.http('placeCall', {
    route: 'calls',
    methods: ['POST'],
    authLevel: 'function',
    handler: (request, client) => placeCall(deps, callInstances(client), request),
  });
  app.http('searchCalls', {
    route: 'calls/search',
    methods: ['POST'],
    authLevel: 'function',
    handler: (request) => searchCalls(deps, request),
  });
  app.http('getCall', {
    route: 'calls/{callId}',
    methods: ['GET'],
    authLevel: 'function',
    handler: (request) => getCall(deps, request),
  });
  app.http('getCallNumbers', {
    route: 'calls/{callId}/numbers',
    methods: ['GET'],
    authLevel: 'function',
    handler: (request) => getCallNumbers(deps, request),
  });
  app.http('listAgents', {
    route: 'agents',
    methods: ['GET'],
    authLevel: 'function',
    handler: () => listAgents(deps),
  });
  app.http('putAgent', {
    route: 'agents/{id}',
    methods: ['PUT'],
    authLevel: 'function',
    handler: (request) => putAgent(deps, request),
  });
  app.http('health', {
    route: 'health',
    methods: ['GET'],
    authLevel: 'anonymous',
    handler: () => health(deps),
  });
  const files = loadAudio(audioFolder(deps.config));
  app.http('audio', {
    route: 'audio/{name}',
    methods: ['GET'],
    authLevel: 'anonymous', // the phone service fetches files without a key of ours
    handler: async (request) => audio(await files, request),
  });
  df.app.client.timer('watchdog', {
    schedule: deps.config.watchdogSchedule,
    async handler(_timer, client) {
      const instances = callInstances(client);
      await watchdog(deps, instances);
      await watchOutboundSlots(deps, instances);
      await watchAgents(deps, instances);
    },
  });

  const extraInputs = [df.input.durableClient()];
  df.app.orchestration(CALL, call);
  df.app.activity(CARRY_OUT, {
    extraInputs,
    handler(input, context) {
      const deadlines = callDeadlines(df.getClient(context), deps.now);
      return carryOut({ ...deps, deadlines }, input);
    },
  });
  df.app.orchestration(
    DEADLINE,
    deadline((context, due) => context.df.createTimer(new Date(due))),
  );
  df.app.activity(RAISE_DEADLINE, {
    extraInputs,
    handler: (input, context) => raiseDeadline(deps, callInstances(df.getClient(context)), input),
  });
}
