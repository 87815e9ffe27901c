import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts'],
    // They tell what hangs; a machine that is busy with other things is slow and fails nothing.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    // Files of one worker share the program's modules: loading them anew for each took longer than the tests.
    isolate: false,
    globalSetup: './tests/support/run-folder.ts',
    reporters: ['default', './tests/support/reporter.ts'],
    slowTestThreshold: 3000,
  },
});
