import Module from 'node:module';
import { addFunction, type Callback, emptyWorker, hookNames, type Worker } from './worker.ts';

/** The part of the library's programming model that an invocation needs. */
export interface ProgrammingModel {
  getInvocationModel(context: CoreContext): InvocationModel | Promise<InvocationModel>;
}

export interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: Callback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<{ returnValue?: unknown }>;
}

export interface CoreContext {
  invocationId: string;
  metadata: { name: string; bindings: object };
  request: object;
  state: string | undefined;
  log(level: string, category: string, message: string): void;
}

class SystemError extends Error {
  readonly isAzureFunctionsSystemError = true;
}

class UnknownHook extends RangeError {
  readonly isAzureFunctionsSystemError = true;
  override readonly name = 'RangeError'; // the library tells by the name
}

class Disposable {
  readonly #dispose: () => void;
  constructor(dispose: () => void = () => {}) {
    this.#dispose = dispose;
  }
  dispose(): void {
    this.#dispose();
  }
}

let model: ProgrammingModel | undefined;
let loading: Worker | undefined;
let taken = false;

function open(): Worker {
  if (loading) return loading;
  throw new SystemError(
    'Functions and hooks are registered while the host loads the app, not before or after.',
  );
}

const core = {
  version: '3.9.1',
  hostVersion: '4.1037.0.0',
  Disposable,
  registerFunction(metadata: unknown, callback: Callback): Disposable {
    addFunction(open(), metadata, callback);
    return new Disposable();
  },
  registerHook(name: string, callback: Callback): Disposable {
    const known = hookNames.find((hook) => hook === name);
    if (!known) throw new UnknownHook(`There is no hook "${name}".`);
    const hooks = open().hooks[known];
    hooks.push(callback);
    return new Disposable(() => hooks.splice(hooks.indexOf(callback), 1));
  },
  setProgrammingModel(given: ProgrammingModel): void {
    model = given;
  },
  getProgrammingModel: () => model,
  log(level: string, _category: string, message: string): void {
    if (level === 'warning' || level === 'error' || level === 'critical') console.error(message);
  },
};

// The library asks once, with `require`, at the first `app.*` call of the process, and keeps what it gets for ever:
// the hook is in place as soon as this module is.
Module.prototype.require = new Proxy(Module.prototype.require, {
  apply: (target, self, args) =>
    args[0] === '@azure/functions-core' ? core : Reflect.apply(target, self, args),
});

/** Takes the one core of this process for a host. Throws while another host has it. Returns what gives it back. */
export function takeCore(): () => void {
  if (taken) {
    throw new Error(
      'A Functions host runs in this process already. Stop it first: there is one core per process.',
    );
  }
  taken = true;
  return () => {
    taken = false;
  };
}

/** Runs `load` and collects what it registers: a new worker, as after a start of the process. */
export async function loadWorker(load: () => Promise<void> | void): Promise<Worker> {
  const worker = emptyWorker();
  loading = worker;
  try {
    await load();
  } finally {
    loading = undefined;
  }
  return worker;
}

/** The programming model that `@azure/functions` set at its first `app.*` call. */
export function programmingModel(): ProgrammingModel {
  if (!model) throw new Error('The app has registered nothing: `load` has to call `app.*`.');
  return model;
}
