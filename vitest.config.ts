import { defineConfig } from 'vitest/config'
import { closingLine } from './scripts/closing-line.ts'
import { LongestFirst } from './scripts/longest-first.ts'

export default defineConfig({
  test: {
    reporters: ['default', closingLine()],
    globalSetup: ['scripts/test-services.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{packages,apps,examples}/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          // Opening a store takes seconds where the disk is slow and the processors are taken; some tests open their own.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // Most of them wait for a disk or a clock half of their time: three on two processors.
          maxWorkers: 3,
        },
      },
      {
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['{packages,apps}/*/src/**/*.test.tsx'],
          // A world of its own for each file in a process that stays: to start one and to load the page's took half of it all.
          pool: 'vmForks',
          // What a screen fetches has to be made first, on a machine that may be busy.
          testTimeout: 30_000,
          expect: { poll: { timeout: 10_000 } },
          maxWorkers: 3, // in one group with the node tests
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['apps/e2e/**/*.e2e.ts'],
          globalSetup: ['apps/e2e/src/harness/demo-folder.ts'],
          // A worker keeps its browser from one file to the next.
          isolate: false,
          // After the others: a test, its server and its browser wait for one another half of their time.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 90_000,
          // As long as `eventually` waits: what is polled for is an outcome, and no measure of time.
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: 'chaos',
          environment: 'node',
          include: ['apps/e2e/chaos/**/*.test.ts'],
          // Last, and nothing beside it: it measures. Its scenarios mostly wait: three at a time, on two processors.
          fileParallelism: false,
          maxConcurrency: 3,
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
