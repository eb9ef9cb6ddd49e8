import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createEmojiPicker, type EmojiMemory, readMemory, remembered } from './picker.ts'
import { findEmoji, listEmoji, toned } from './search.ts'

const all = listEmoji('de')

describe('emoji', () => {
  it('are found by the beginnings of words, the better known first', () => {
    expect(findEmoji(all, 'thumbs', 10).map(({ emoji }) => emoji)).toEqual(expect.arrayContaining(['👍', '👎']))
    expect(findEmoji(all, 'like', 10)[0]?.emoji).toBe('👍')
    expect(findEmoji(all, 'deutschl', 10)[0]?.emoji).toBe('🇩🇪')
    expect(findEmoji(all, 'xyzzy', 10)).toEqual([])
  })

  it('have a skin tone where people have one', () => {
    expect(toned('👍', 3)).toBe('👍🏽')
    expect(toned('✌️', 1)).toBe('✌🏻')
    expect([toned('👍', 0), toned('🍕', 5)]).toEqual(['👍', '🍕'])
    expect(toned('🧑‍💻', 5)).toBe('🧑🏿‍💻')
  })

  it('used last come first, each once, and nonsense is forgotten', () => {
    expect(remembered({ recent: ['😀', '👍'], tone: 2 }, '👍')).toEqual({ recent: ['👍', '😀'], tone: 2 })
    for (const kept of [null, 'x', '[]', '{"recent":3,"tone":9}'])
      expect(readMemory(kept)).toEqual({ recent: [], tone: 0 })
  })
})

describe('the picker', () => {
  let memory: EmojiMemory
  const onPick = vi.fn()
  const open = () => {
    const picker = createEmojiPicker({
      text: (key) => key,
      language: 'en',
      onPick,
      memory: {
        read: () => memory,
        write: (next) => {
          memory = next
        },
      },
    })
    document.body.replaceChildren(picker)
    return picker
  }
  const cells = () => [...document.querySelectorAll<HTMLButtonElement>('[role=gridcell]')]
  const press = (key: string) =>
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  beforeEach(() => {
    memory = { recent: [], tone: 0 }
    onPick.mockClear()
  })

  it('moves by arrow keys, and picks what was found first with Enter', () => {
    const search = open().querySelector('input')
    search?.focus()
    press('ArrowDown')
    expect(document.activeElement).toBe(cells()[0])
    press('ArrowRight')
    press('ArrowDown')
    expect(document.activeElement).toBe(cells()[9])
    press('ArrowUp')
    press('ArrowUp')
    expect(document.activeElement).toBe(search)
    if (search) search.value = 'party pop'
    search?.dispatchEvent(new Event('input'))
    press('Enter')
    expect(onPick).toHaveBeenCalledWith('🎉')
    expect(memory.recent).toEqual(['🎉'])
  })

  it('begins with what was used last, and says when it finds nothing', () => {
    memory = { recent: ['🎉'], tone: 0 }
    const picker = open()
    expect(cells().map(({ textContent }) => textContent)).toEqual(['🎉'])
    const search = picker.querySelector('input')
    if (search) search.value = 'xyzzy'
    search?.dispatchEvent(new Event('input'))
    expect(picker.querySelector('[role=status]')?.textContent).toBe('none')
  })
})
