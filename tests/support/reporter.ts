import type { Reporter, TestModule } from 'vitest/node';

/** Repeats what tests of faults tried, says loudly what was skipped, and closes with the plain line that CI reads. */
export default class Closing implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 };
    const skipped: string[] = [];
    for (const module of modules) {
      const own = [...module.children.allTests()];
      // What comes before or after its tests may fail alone.
      if (module.state() === 'failed' && !own.some((test) => test.result().state === 'failed'))
        count.failed += 1;
      for (const test of own) {
        const { state } = test.result();
        if (state === 'passed') count.passed += 1;
        else if (state === 'failed') count.failed += 1;
        else {
          count.skipped += 1;
          skipped.push(`${module.moduleId.split('/tests/').at(-1)}: ${test.fullName}`);
        }
      }
    }
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    for (const line of tests.flatMap((test) => test.meta().told ?? [])) console.log(`FAULTS: ${line}`);
    for (const name of skipped) console.log(`SKIPPED (set PAT_TEST_ALL=1 to make this a failure): ${name}`);
    if (skipped.length > 0 && process.env.PAT_TEST_ALL === '1') {
      count.failed += skipped.length;
      process.exitCode = 1;
    }
    const tail = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    console.log(`\n${count.passed} passed, ${count.failed} failed${tail}`);
  }
}
