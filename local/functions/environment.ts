/**
 * Sets the environment of the app for as long as it runs: its settings, the host name that `durable-functions` reads,
 * and no proxy for loopback, since its HTTP client takes one from the environment. Returns what restores it all.
 */
export function setEnvironment(settings: Record<string, string>, port: number): () => void {
  const direct = [process.env.no_proxy ?? process.env.NO_PROXY, '127.0.0.1', 'localhost']
    .filter(Boolean)
    .join(',');
  const wanted: Record<string, string> = {
    ...settings,
    WEBSITE_HOSTNAME: `localhost:${port}`,
    NO_PROXY: direct,
    no_proxy: direct,
  };
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, wanted);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
