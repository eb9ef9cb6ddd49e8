import { defineConfig } from 'tsup'

/** JavaScript only: with TypeScript 7 tsup makes no declarations, `tsc` does (scripts/build-sdk.ts). */
export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'server/index': 'src/server/index.ts',
    'react/index': 'src/react/index.ts',
    'vue/index': 'src/vue/index.ts',
    'svelte/index': 'src/svelte/index.ts',
  },
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  // One registry of widgets, whichever entry a page imports.
  splitting: true,
  sourcemap: true,
  clean: true,
  dts: false,
  external: ['react', 'vue', 'svelte', 'svelte/store', /^node:/],
})
