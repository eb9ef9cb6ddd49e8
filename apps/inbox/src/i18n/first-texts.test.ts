import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { later } from './en-later.ts'

const SRC = path.resolve(import.meta.dirname, '..')

/** Every file of the inbox that comes with the first load: what `main.tsx` imports at once, types left out. */
function filesAtOnce(): string[] {
  const found = new Set([path.join(SRC, 'main.tsx')])
  for (const file of found)
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) (?!type )[^'()]*'(\.[^']+)'/gm,
    )) {
      const next = path.resolve(path.dirname(file), name)
      if (/\.tsx?$/.test(next) && existsSync(next)) found.add(next)
    }
  return [...found]
}

/** What `t` is asked for in `source`: whole keys, and the beginnings of those that are put together. */
function askedIn(source: string): { keys: string[]; beginnings: string[] } {
  const keys = [...source.matchAll(/'([a-z_]+(?:\.[\w-]+)+)'/g)].map(([, key = '']) => key)
  const beginnings = [...source.matchAll(/`([a-z_]+\.(?:[\w-]+\.)*)\$\{/g)].map(([, key = '']) => key)
  return { keys, beginnings }
}

describe('texts of the first load', () => {
  const names = Object.keys(later)

  it('are all that its code asks for', () => {
    const early = filesAtOnce().filter((file) => !path.dirname(file).endsWith('i18n'))
    expect(early.length).toBeGreaterThan(100)
    const wrong = early.flatMap((file) => {
      const { keys, beginnings } = askedIn(readFileSync(file, 'utf8'))
      const asked = [
        ...keys.filter((key) => key in later),
        ...beginnings.filter((start) => names.some((name) => name.startsWith(start))),
      ]
      return asked.map((key) => `${path.relative(SRC, file)}: ${key}`)
    })
    expect(wrong).toEqual([])
  })

  it('stand in one half alone', () => {
    expect(names.filter((name) => name in en)).toEqual([])
  })
})
