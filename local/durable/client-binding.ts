/** Path of the Durable HTTP API below the host's address. */
export const durablePath = '/runtime/webhooks/durabletask';

/** Stands for the instance id in the management URLs; the client replaces it. */
const idPlaceholder = 'INSTANCEID';

/** The addresses of one instance, as the Durable HTTP API hands them out when it starts. */
export function managementUrls(origin: string, hub: string, id: string): Record<string, string> {
  const instance = `${origin}${durablePath}/instances/${id}`;
  const query = `taskHub=${hub}&connection=Storage&code=local`;
  return {
    id,
    statusQueryGetUri: `${instance}?${query}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
    rewindPostUri: `${instance}/rewind?reason={text}&${query}`,
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: `${instance}/restart?${query}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
    resumePostUri: `${instance}/resume?reason={text}&${query}`,
  };
}

/**
 * The data of a `durableClient` binding, as JSON text. Through `rpcBaseUrl` the client calls 127.0.0.1 without a key.
 * `hub`: name of the task hub.
 */
export function durableClientText(port: number, hub: string): string {
  const origin = `http://localhost:${port}`;
  const query = `taskHub=${hub}&connection=Storage&code=local`;
  const create = (path: string) =>
    `${origin}${durablePath}/${path}/{functionName}[/{instanceId}]?${query}`;
  return JSON.stringify({
    taskHubName: hub,
    creationUrls: {
      createNewInstancePostUri: create('orchestrators'),
      createAndWaitOnNewInstancePostUri: create('orchestrators'),
    },
    managementUrls: managementUrls(origin, hub, idPlaceholder),
    baseUrl: `${origin}${durablePath}`,
    requiredQueryStringParameters: 'code=local',
    rpcBaseUrl: `http://127.0.0.1:${port}${durablePath}/`,
  });
}
