import { defineConfig } from 'vitest/config'

/** The long proofs: the study's real files, every row, every engine. */
export default defineConfig({
  test: {
    include: ['tests/full/**/*.test.ts'],
    globalSetup: 'tests/global-setup.ts',
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
    fileParallelism: false,
    reporters: ['verbose'],
  },
})
