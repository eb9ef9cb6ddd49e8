import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'esbuild'
import { root } from './bundle.ts'

const RUNTIME = path.join(root, 'packages/widget/src/runtime')

/** `h` in place of the automatic runtime: shorter calls, and no second function that makes vnodes. */
const CLASSIC = "/** @jsxRuntime classic @jsx $h @jsxFrag $F */ import { h as $h, Fragment as $F } from 'preact';"

/** What the runtime calls its own is shortened. */
export const leanNames = { mangleProps: /^_[a-z]/ }

/** In the widget our own small runtime stands for Preact and signals, which its sources name; see `lean.test.ts`. */
export const lean: Plugin = {
  name: 'lean',
  setup({ onResolve, onLoad }) {
    const ours = (file: string) => () => ({ path: path.join(RUNTIME, file), sideEffects: false })
    onResolve({ filter: /^preact$/ }, ours('draw.ts'))
    onResolve({ filter: /^@preact\/signals-core$/ }, ours('signals.ts'))
    onLoad({ filter: /[\\/]widget[\\/]src[\\/].*\.tsx$/ }, ({ path: file }) => ({
      contents: CLASSIC + readFileSync(file, 'utf8'),
      loader: 'tsx',
    }))
  },
}
