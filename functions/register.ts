import * as df from 'durable-functions';
import { carryOut } from '../orchestrations/activities.ts';
import { call } from '../orchestrations/call.ts';
import { callbackAgain } from '../orchestrations/callback-again.ts';
import { deadline } from '../orchestrations/deadline.ts';
import { lookup } from '../orchestrations/lookup.ts';
import {
  ASK_BACK_END,
  CALL,
  CALLBACK_AGAIN,
  CARRY_OUT,
  DEADLINE,
  LOOKUP,
  MATCH_QUEUES,
  RAISE_DEADLINE,
  RETURN_CALLBACKS,
  WRAP_UP_OVER,
} from '../orchestrations/names.ts';
import { wrapUpOver } from '../orchestrations/wrap-up-over.ts';
import { watchAgents } from './agents-watch.ts';
import { callCallbacks } from './call-callbacks.ts';
import { callHistories } from './call-histories.ts';
import { callInstances } from './call-instances.ts';
import { callQueues } from './call-queues.ts';
import { returnCallbacks } from './callbacks-watch.ts';
import { callDeadlines, raiseDeadline } from './deadlines.ts';
import type { Deps } from './deps.ts';
import { incomingCall } from './incoming-call.ts';
import { askBackEnd, callLookups } from './lookups.ts';
import { watchOutboundSlots } from './outbound-slots-watch.ts';
import { purgeHistory } from './purge-history.ts';
import { purgeTables } from './purge-tables.ts';
import { matchQueues } from './queue-matching.ts';
import { watchQueues } from './queue-watch.ts';
import { registerHttp } from './register-http.ts';
import { watchdog } from './watchdog.ts';

/** Registers every function of the line with the Functions library. Called once a process, before the host looks. */
export function register(deps: Deps): void {
  df.app.client.eventGrid('incomingCall', {
    handler: (event, client) => incomingCall(deps, callInstances(client), event),
  });
  registerHttp(deps);
  df.app.client.timer('watchdog', {
    schedule: deps.config.watchdogSchedule,
    async handler(_timer, client) {
      const instances = callInstances(client);
      await watchdog(deps, instances);
      await watchOutboundSlots(deps, instances);
      await watchAgents(deps, instances);
      await watchQueues(deps, instances, client);
    },
  });

  const { purgeSchedule: schedule } = deps.config;
  df.app.client.timer('purgeHistory', {
    schedule,
    handler: (_timer, client) => purgeHistory(deps, callHistories(client)),
  });
  df.app.client.timer('purgeTables', {
    schedule,
    handler: (_timer, client) => purgeTables(deps, callInstances(client)),
  });

  const extraInputs = [df.input.durableClient()];
  df.app.orchestration(CALL, call);
  df.app.activity(CARRY_OUT, {
    extraInputs,
    handler(input, context) {
      const client = df.getClient(context);
      const deadlines = callDeadlines(client, deps.now);
      const lookups = callLookups(client, deps.now);
      const queues = callQueues(deps, callInstances(client), client);
      const callbacks = callCallbacks(deps, queues, client);
      return carryOut({ ...deps, deadlines, lookups, queues, callbacks }, input);
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
  df.app.orchestration(LOOKUP, lookup);
  df.app.activity(ASK_BACK_END, {
    extraInputs,
    handler: (input, context) => askBackEnd(deps, callInstances(df.getClient(context)), input),
  });
  df.app.orchestration(
    WRAP_UP_OVER,
    wrapUpOver((context, due) => context.df.createTimer(new Date(due))),
  );
  df.app.activity(MATCH_QUEUES, {
    extraInputs,
    handler: (_input, context) => matchQueues(deps, callInstances(df.getClient(context))),
  });
  df.app.orchestration(
    CALLBACK_AGAIN,
    callbackAgain((context, due) => context.df.createTimer(new Date(due))),
  );
  df.app.activity(RETURN_CALLBACKS, {
    extraInputs,
    handler(_input, context) {
      const client = df.getClient(context);
      return returnCallbacks(deps, callInstances(client), client);
    },
  });
}
