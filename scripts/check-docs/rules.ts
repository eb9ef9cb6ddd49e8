import { globSync } from 'node:fs'
import { root } from '../build/bundle.ts'
import { type Check, nameIn, type Read, rowsOf } from './page.ts'

const RULES = 'docs/reference/protocol/rules.md'
const GUARANTEES = 'docs/reference/protocol/guarantees.md'
const SOURCES = '{apps,packages,examples,docs,scripts}/**/*.{ts,tsx,mjs,md,patch}'

const exclude = ['**/node_modules/**', '**/dist/**', 'scripts/check-docs/**']

/** Every id of the form of `pattern` in the tree, with one file that cites it. */
function citedIn(read: Read, pattern: RegExp, files: string): Map<string, string> {
  const cited = new Map<string, string>()
  for (const file of globSync(files, { cwd: root, exclude }))
    for (const [id] of read(file).matchAll(pattern)) if (!cited.has(id)) cited.set(id, file)
  return cited
}

const missing = (page: string, cited: Map<string, string>, stated: ReadonlySet<string>) =>
  [...cited].filter(([id]) => !stated.has(id)).map(([id, file]) => `${page}: ${id}, cited in ${file}, is not stated`)

/** A rule that a comment or a title cites can be read; each is stated once, in order. */
export const checkRules: Check = (read) => {
  const stated = [...read(RULES).matchAll(/^- \*\*SYNC-(\d+)\*\* /gm)].map(([, number]) => Number(number))
  const isInOrder = stated.every((number, at) => at === 0 || number > (stated[at - 1] ?? 0))
  const ids = new Set(stated.map((number) => `SYNC-${number}`))
  return [
    ...(isInOrder ? [] : [`${RULES}: the rules are not in order, or one is there twice`]),
    ...missing(RULES, citedIn(read, /\bSYNC-\d+\b/g, SOURCES), ids),
  ]
}

/** An interleaving that a title cites can be read. */
export const checkInterleavings: Check = (read) => {
  const stated = new Set(rowsOf(read(GUARANTEES)).map(([id]) => nameIn(id) ?? ''))
  return missing(
    GUARANTEES,
    citedIn(read, /(?<=['`"( ])I\d{1,2}(?=[ ),])/g, '{apps,packages}/**/*.test.{ts,tsx}'),
    stated,
  )
}
