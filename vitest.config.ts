import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** What keeps something for as long as its process lives, such as locks, temporary folders and environments. */
const ALONE = 'tests/{cli,data,engine,ledger,runner}/**/*.test.ts'
const FULL = 'tests/full/**'

const options = {
  // Most tests wait for processes of their own; the default leaves one core idle, which is half of two.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // Only for what hangs: on a machine that others use, too, a test of seconds takes minutes.
  testTimeout: 600_000,
  hookTimeout: 600_000,
}

export default defineConfig({
  test: {
    ...options,
    globalSetup: 'tests/global-setup.ts',
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
    projects: [
      // Files in one process load each module once, which is half of the work of those that compute alone.
      {
        test: {
          ...options,
          name: 'together',
          include: ['tests/**/*.test.ts'],
          exclude: [ALONE, FULL],
          isolate: false,
        },
      },
      { test: { ...options, name: 'alone', include: [ALONE] } },
    ],
  },
})
