import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'client', include: ['client/test/**/*.test.js'], environment: 'node' } },
      { test: { name: 'react', include: ['react/test/**/*.test.js'], environment: 'happy-dom' } },
      { test: { name: 'browser', include: ['browser/**/*.test.js'], environment: 'node', testTimeout: 240_000, hookTimeout: 240_000 } },
    ],
  },
});
