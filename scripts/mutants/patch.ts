import { readFileSync } from 'node:fs'

/** A test that must find the change out, by its file and its title (all of the file when null). */
export type Catcher = { test: string; title: string | null }

/** One change that named tests must find out, each of them: `<name>.mutant.patch` beside the first. */
export type Mutant = { file: string; catchers: Catcher[] }

/**
 * Reads the head of a patch: `# test: <file> -t "<title>"`, a line for each test that must fail, and below each
 * `# kills: <the failing line it produced>`. Throws when no test is named: such a mutant proves nothing.
 */
export function readMutant(file: string): Mutant {
  const head = readFileSync(file, 'utf8').split(/^(?:diff |--- )/m, 1)[0] ?? ''
  const named = [...head.matchAll(/^# test: (\S+)(?: -t "(.*)")?\s*$/gm)]
  if (named.length === 0) throw new Error(`${file}: the first lines must hold \`# test: <file> -t "<title>"\``)
  const catchers = named.map(([, test = '', title]) => ({ test, title: title?.replaceAll('\\"', '"') ?? null }))
  return { file, catchers }
}
