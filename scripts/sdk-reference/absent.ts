import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../build/bundle.ts'

const WIDGET = path.join(root, 'packages/widget/src')

function sourceOf(pattern: string): string {
  const files = globSync(pattern, { cwd: WIDGET }).filter((file) => !file.includes('.test.'))
  return files.map((file) => readFileSync(path.join(WIDGET, file), 'utf8')).join('\n')
}

/** Methods whose command in the widget is nothing but a refusal. */
export function absentMethods(): Set<string> {
  const source = sourceOf('app/sdk/*.ts')
  const kinds = [...source.matchAll(/const (\w+) = absent\(/g)].map(([, kind]) => kind)
  const refusals = source.matchAll(new RegExp(`\\b(\\w+): (?:absent\\(|(?:${kinds.join('|')})\\b)`, 'g'))
  // Parts that are fetched on their own refuse by a function of the method's name.
  const lazy = source.matchAll(/function (\w+)\([^)]*\): [^{]+ \{\s+throw fail\('not_available'/g)
  return new Set([...refusals, ...lazy].map(([, name = '']) => name))
}

/** Events that nothing in the widget names, and that therefore never happen. */
export function absentEvents(names: readonly string[]): Set<string> {
  const source = sourceOf('**/*.{ts,tsx}')
  const families = [...source.matchAll(/emit\(`(\w+):\$\{/g)].map(([, family]) => family)
  const happens = (name: string) => source.includes(`'${name}'`) || families.includes(name.split(':')[0])
  return new Set(names.filter((name) => !happens(name)))
}
