import { describe, expect, it } from 'vitest'
import { boundShortcuts, clashOf, type OwnKeys, withKeys, withUsualKeys } from './bindings.ts'
import { createKeyReader, type Press } from './key-handler.ts'
import { type CommandId, SHORTCUTS } from './shortcuts.ts'

const press = (key: string, more: Partial<Press> = {}): Press => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...more,
})
const keysOf = (own: OwnKeys, id: CommandId) => boundShortcuts(own).find((one) => one.id === id)?.keys

describe('keys of an agent’s own', () => {
  it('run their command, and no longer the one that had them', () => {
    const own = withKeys({}, 'close', 'j')
    const reader = createKeyReader(boundShortcuts(own))
    expect([reader.next(press('j')), reader.next(press('e')), reader.next(press('ArrowDown'))]).toEqual([
      'close',
      null,
      'next',
    ])
  })

  it('are the only meaning of a key, whatever is chosen', () => {
    const commands = SHORTCUTS.map(({ id }) => id)
    let own: OwnKeys = {}
    for (const [i, id] of commands.entries()) {
      const keys = ['j', 'g w', 'g', 'Mod+k', 'x y', 'x'][i % 6] ?? 'j'
      own = withKeys(own, id, keys)
      const all = boundShortcuts(own).flatMap((shortcut) => shortcut.keys)
      expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([])
      const firsts = new Set(all.flatMap((one) => (one.includes(' ') ? [one.split(' ')[0]] : [])))
      expect(all.filter((one) => firsts.has(one))).toEqual([])
    }
  })

  it('that begin two keys in a row take those away', () => {
    const own = withKeys({}, 'close', 'g')
    expect(keysOf(own, 'go-waiting')).toEqual([])
    expect(keysOf(withUsualKeys(own, 'close'), 'go-waiting')).toEqual(['g w'])
  })

  it('are told whose they are before they are taken', () => {
    const shortcuts = boundShortcuts({})
    expect(clashOf(shortcuts, 'close', 'j')).toBe('next')
    expect(clashOf(shortcuts, 'close', 'e')).toBe(null)
    expect(clashOf(shortcuts, 'close', 'Mod+t')).toBe('browser')
    expect(clashOf(shortcuts, 'close', 'Escape')).toBe('browser')
  })

  it('never take Esc from what leads out', () => {
    expect(keysOf({ back: [] }, 'back')).toEqual(['Escape'])
  })

  it('of commands that this version does not know change nothing', () => {
    expect(boundShortcuts({ later: ['j'] })).toEqual(boundShortcuts({}))
  })
})
