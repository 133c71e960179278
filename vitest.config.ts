import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/full/**'],
    globalSetup: 'tests/global-setup.ts',
    // Most tests wait for processes of their own; the default leaves one core idle, which is half of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
