import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Plugin } from 'esbuild'
import { type Cut, PREACT_CUTS, SIGNALS_CUTS } from './lean-cuts.ts'

/**
 * What Preact can and the messenger never asks of it: whatever reads one of these reads nothing, and the minifier drops
 * what hangs on it. The widget's class components are those of `view.ts`; nothing is hydrated, suspended, caught by a
 * component, given a context or put elsewhere by a portal; no hooks and no devtools set an option; HTML is never set.
 */
const ABSENT = [
  /\b[\w.]+\.(?:getDerivedStateFrom(?:Props|Error)|shouldComponentUpdate|componentWill(?:Mount|ReceiveProps|Update)|componentDidCatch)\b/g,
  /\b[\w.]+\.(?:getChildContext|contextType|getSnapshotBeforeUpdate|_excess)\b(?! =)/g,
  /\boptions\.(?:_diff|_render|diffed|_commit|unmount|vnode|event|_hydrationMismatch|_root|debounceRendering)\b/g,
  /\b[\w.]*[pP]rops\._parentDom\b/g,
  /\b[\w.]+ & (?:MODE_HYDRATE|MODE_SUSPENDED|REF_DETACHED)\b/g,
  /\bi == 'dangerouslySetInnerHTML'/g,
  /\bnodeType == '(?:math|foreignObject|template)'/g,
  /\bnamespace == MATH_NAMESPACE\b/g,
]
/** Handed through every call, each on a line of its own, and always the same: there is no DOM from before. */
const SAME = { isHydrating: 'false', excessDomChildren: 'null', globalContext: 'EMPTY_OBJ' }

function withoutSame(text: string): string {
  let code = text
  for (const [name, value] of Object.entries(SAME)) {
    code = code
      .replace(new RegExp(`^\\s*${name},$`, 'gm'), '')
      .replace(new RegExp(`(?:\\w+ = )*\\b${name} =(?!=)[^;]*;`, 'g'), ';')
      .replace(new RegExp(`\\b${name}\\b`, 'g'), value)
  }
  return code
}

function cut(file: string, text: string, cuts: readonly Cut[] = []): string {
  let code = text
  for (const [from, to] of cuts) {
    const found = code.match(new RegExp(from, `${from.flags}g`))
    if (found?.length !== 1) throw new Error(`lean: ${file} has ${found?.length ?? 0} times, not once: ${from}`)
    code = code.replace(from, to)
  }
  return code
}

/** A file of Preact's source without what the messenger does not use. */
function leanPreact(file: string, text: string): string {
  let code = cut(file, withoutComments(text), PREACT_CUTS[file])
  for (const read of ABSENT) code = code.replace(read, '(void 0)')
  return withoutSame(code)
}

/** The only things of Preact that the messenger may import; anything else fails the build. */
const ENTRY = `export { render } from './render'
export { createElement as h, Fragment } from './create-element'
export { BaseComponent as Component } from './component'`

const require = createRequire(path.resolve(import.meta.dirname, '../../packages/widget/package.json'))
/** Both are published with their sources beside `dist`. */
const sourceOf = (name: string): string => path.join(path.dirname(require.resolve(name)), '../src')
const PREACT = sourceOf('preact')
const SIGNALS = sourceOf('@preact/signals-core')

/** `h` in place of the automatic runtime: shorter calls, and no second function that makes vnodes. */
const CLASSIC = "/** @jsxRuntime classic @jsx $h @jsxFrag $F */ import { h as $h, Fragment as $F } from 'preact';"

/** What both libraries call their own is shortened; what Preact keeps on elements stays apart from what those have. */
export const leanNames = {
  mangleProps: /^_[a-z]/,
  mangleCache: { _children: '_c', _listeners: '_l', _attached: '_a', _refCleanup: '_r' },
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

/** Preact and signals from their sources, without what the messenger does not use; see `lean.test.tsx`. */
export const lean: Plugin = {
  name: 'lean',
  setup({ onResolve, onLoad }) {
    const read = (file: string) => readFileSync(file, 'utf8')
    onResolve({ filter: /^preact$/ }, () => ({ path: path.join(PREACT, 'index.js'), sideEffects: false }))
    onResolve({ filter: /^@preact\/signals-core$/ }, () => ({
      path: path.join(SIGNALS, 'index.ts'),
      sideEffects: false,
    }))
    onLoad({ filter: /[\\/]preact[\\/]src[\\/].*\.js$/ }, ({ path: file }) => {
      const name = path.relative(PREACT, file).replaceAll('\\', '/')
      return { contents: name === 'index.js' ? ENTRY : leanPreact(name, read(file)) }
    })
    onLoad({ filter: /[\\/]signals-core[\\/]src[\\/]index\.ts$/ }, ({ path: file }) => ({
      contents: cut('signals-core', withoutComments(read(file)), SIGNALS_CUTS),
      loader: 'ts',
    }))
    onLoad({ filter: /[\\/]widget[\\/]src[\\/].*\.tsx$/ }, ({ path: file }) => ({
      contents: CLASSIC + read(file),
      loader: 'tsx',
    }))
  },
}
