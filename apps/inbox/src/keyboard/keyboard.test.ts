import { describe, expect, it } from 'vitest'
import { en } from '../i18n/en.ts'
import { createKeyReader, nameOfPress, type Press } from './key-handler.ts'
import { SHORTCUTS, signsOf } from './shortcuts.ts'

const press = (key: string, more: Partial<Press> = {}): Press => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...more,
})

describe('the table of shortcuts', () => {
  const all = SHORTCUTS.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const))

  it('gives each key one meaning', () => {
    const keys = all.map(([key]) => key)
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  })

  it('has no key that also begins two keys in a row', () => {
    const first = new Set(all.flatMap(([key]) => (key.includes(' ') ? [key.split(' ')[0]] : [])))
    expect(all.filter(([key]) => first.has(key))).toEqual([])
  })

  it('has words for each command', () => {
    const texts: Record<string, unknown> = en
    for (const { label } of SHORTCUTS) expect(texts[label]).toBeTruthy()
  })

  it.each(all)('%s runs %s', (keys, id) => {
    const reader = createKeyReader(SHORTCUTS)
    const found = keys.split(' ').map((part) => {
      const names = part.split('+')
      const modifiers = {
        ctrlKey: names.includes('Mod'),
        altKey: names.includes('Alt'),
        shiftKey: names.includes('Shift'),
      }
      return reader.next(press(names.at(-1) ?? '', modifiers))
    })
    expect(found.at(-1)).toBe(id)
  })
})

describe('a key press', () => {
  it('is named as the table writes it, on any keyboard', () => {
    expect(nameOfPress(press('A', { shiftKey: true }))).toBe('Shift+a')
    expect(nameOfPress(press('?', { shiftKey: true }))).toBe('?')
    expect(nameOfPress(press('/', { shiftKey: true }))).toBe('/')
    expect(nameOfPress(press('k', { metaKey: true }))).toBe('Mod+k')
  })

  it('forgets the first of two keys once another came', () => {
    const reader = createKeyReader(SHORTCUTS)
    expect([reader.next(press('g')), reader.next(press('y')), reader.next(press('w'))]).toEqual([null, null, 'pending'])
  })

  it('is drawn with the signs of the keyboard at hand', () => {
    expect(signsOf('Mod+k', true)).toEqual(['⌘', 'K'])
    expect(signsOf('Mod+k', false)).toEqual(['Ctrl', 'K'])
    expect(signsOf('Alt+ArrowUp', false)).toEqual(['Alt', '↑'])
    expect(signsOf('g w', false)).toEqual(['G', 'W'])
  })
})
