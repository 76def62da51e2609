import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Prints `N passed, N failed, N skipped` alone on a line, which is what CI reads. A file that cannot be loaded and an
 * error outside any test count as one failure each: a run must not look good because its tests never began.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const unloaded = modules.filter((module) => module.errors().length > 0);
    const passed = count(tests, 'passed');
    const failed = count(tests, 'failed') + unloaded.length + unhandledErrors.length;
    console.log(
      `${passed} passed, ${failed} failed, ${tests.length - passed - count(tests, 'failed')} skipped`,
    );
  }
}

function count(tests: TestCase[], state: 'passed' | 'failed'): number {
  return tests.filter((test) => test.result().state === state).length;
}
