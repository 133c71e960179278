import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/full/**'],
    globalSetup: 'tests/global-setup.ts',
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
