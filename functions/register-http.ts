import { app, type HttpMethod, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import * as df from 'durable-functions';
import type { HttpFunction } from './access.ts';
import { listAgents, putAgent } from './agents-api.ts';
import { audio, audioFolder, loadAudio } from './audio.ts';
import { callEvents } from './call-events.ts';
import { callHistories } from './call-histories.ts';
import { type CallInstances, callInstances } from './call-instances.ts';
import { getCall, getCallNumbers, listCalls, searchCalls } from './calls-api.ts';
import type { Deps } from './deps.ts';
import { drain } from './drain.ts';
import { publishFlow, putCurrentFlow } from './flow-changes.ts';
import { getFlow, listFlows } from './flows-api.ts';
import { forgetCaller } from './forget-caller.ts';
import { guarded } from './guard.ts';
import { health } from './health.ts';
import { getLine, putLine } from './line-api.ts';
import { placeCall } from './outbound-calls.ts';
import { listQueues } from './queues-api.ts';
import { sealedEvents } from './sealed-events.ts';

type Answer = HttpResponseInit | Promise<HttpResponseInit>;

/** Registers what is called over HTTP, each behind what `ACCESS` says of it. */
export function registerHttp(deps: Deps): void {
  const { http, httpWithClient, httpWithCalls } = registering(deps);

  httpWithCalls('callEvents', 'POST', 'calls/{callId}/events', (request, instances) =>
    callEvents(deps, instances, request),
  );
  httpWithCalls('sealedEvents', 'POST', 'calls/{callId}/sealed', (request, instances) =>
    sealedEvents(deps, instances, request),
  );
  httpWithCalls('placeCall', 'POST', 'calls', (request, instances) =>
    placeCall(deps, instances, request),
  );
  http('listCalls', 'GET', 'calls', (request) => listCalls(deps, request));
  http('searchCalls', 'POST', 'calls/search', (request) => searchCalls(deps, request));
  http('getCall', 'GET', 'calls/{callId}', (request) => getCall(deps, request));
  http('getCallNumbers', 'GET', 'calls/{callId}/numbers', (request) =>
    getCallNumbers(deps, request),
  );
  http('listAgents', 'GET', 'agents', () => listAgents(deps));
  httpWithCalls('putAgent', 'PUT', 'agents/{id}', (request, instances) =>
    putAgent(deps, instances, request),
  );
  http('listQueues', 'GET', 'queues', () => listQueues(deps));
  http('getLine', 'GET', 'line', () => getLine(deps));
  http('putLine', 'PUT', 'line', (request) => putLine(deps, request));
  http('listFlows', 'GET', 'flows', () => listFlows(deps));
  http('getFlow', 'GET', 'flows/{version}', (request) => getFlow(deps, request));
  http('publishFlow', 'POST', 'flows', (request) => publishFlow(deps, request));
  http('putCurrentFlow', 'PUT', 'flows/current', (request) => putCurrentFlow(deps, request));
  httpWithClient('forgetCaller', 'POST', 'callers/forget', (request, client) =>
    forgetCaller(deps, callHistories(client), request),
  );
  http('health', 'GET', 'health', () => health(deps));
  http('drain', 'GET', 'health/drain', () => drain(deps));
  const files = loadAudio(audioFolder(deps.config));
  http('audio', 'GET', 'audio/{name}', async (request) => audio(await files, request));
}

/** The ways to register a function: by itself, with Durable's client, or with the calls that run. */
function registering(deps: Deps) {
  function http(
    name: HttpFunction,
    method: HttpMethod,
    route: string,
    handle: (request: HttpRequest) => Answer,
  ): void {
    app.http(name, { methods: [method], route, ...guarded(deps, name, handle) });
  }

  function httpWithClient(
    name: HttpFunction,
    method: HttpMethod,
    route: string,
    handle: (request: HttpRequest, client: df.DurableClient) => Answer,
  ): void {
    df.app.client.http(name, { methods: [method], route, ...guarded(deps, name, handle) });
  }

  function httpWithCalls(
    name: HttpFunction,
    method: HttpMethod,
    route: string,
    handle: (request: HttpRequest, instances: CallInstances) => Answer,
  ): void {
    httpWithClient(name, method, route, (request, client) =>
      handle(request, callInstances(client)),
    );
  }

  return { http, httpWithClient, httpWithCalls };
}
