/** The runtime's side of a task of an orchestrator. What waits for it runs at once, in order, when it settles. */
export interface Task {
  readonly done: boolean;
  readonly failed: boolean;
  settle(failed?: boolean): void;
  onDone(then: () => void): void;
}

/** A task that nothing has settled yet. */
export function newTask(): Task {
  const waiting: (() => void)[] = [];
  let done = false;
  let failed = false;
  return {
    get done() {
      return done;
    },
    get failed() {
      return failed;
    },
    settle(asFailed = false) {
      if (done) return;
      done = true;
      failed = asFailed;
      for (const then of waiting) then();
    },
    onDone(then) {
      if (done) then();
      else waiting.push(then);
    },
  };
}

/** A task that is done with the first of `children` that is (`any`), or with the last (`all`). */
export function combine(children: Task[], how: 'any' | 'all'): Task {
  const whole = newTask();
  for (const child of children) {
    child.onDone(() => {
      if (how === 'any' || children.every(({ done }) => done)) whole.settle();
    });
  }
  return whole;
}
