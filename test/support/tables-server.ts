import type { TestProject } from 'vitest/node';
import { startTablesServer } from '../../local/tables-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection strings of a table server in memory, one account for each worker. */
    tables: string[];
  }
}

/** Starts one table server for the whole test run (vitest's `globalSetup`); what it returns stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTablesServer({ port: 0, accounts: project.config.maxWorkers });
  project.provide('tables', server.connectionStrings);
  return server.stop;
}
