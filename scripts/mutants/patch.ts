import { readFileSync } from 'node:fs'

/** One change that a named test must find out: `<name>.mutant.patch` beside the test. */
export type Mutant = { file: string; test: string; title: string | null; kills: string | null }

/**
 * Reads the head of a patch: `# test: <file> -t "<title>"` and `# kills: <the failing line it produced>`.
 * Throws when the test is not named: a mutant without one proves nothing.
 */
export function readMutant(file: string): Mutant {
  const head = readFileSync(file, 'utf8').split(/^(?:diff |--- )/m, 1)[0] ?? ''
  const named = head.match(/^# test: (\S+)(?: -t "(.*)")?\s*$/m)
  if (!named?.[1]) throw new Error(`${file}: the first lines must hold \`# test: <file> -t "<title>"\``)
  return {
    file,
    test: named[1],
    title: named[2]?.replaceAll('\\"', '"') ?? null,
    kills: head.match(/^# kills: (.*)$/m)?.[1] ?? null,
  }
}
