import type { CommandId, Shortcut } from './shortcuts.ts'

export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** How a key press is written in the table. Shift counts with letters only: `?` and `/` need it on some keyboards. */
export function nameOfPress({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const isLetter = /^\p{L}$/u.test(key)
  const parts = [
    ctrlKey || metaKey ? 'Mod' : '',
    altKey ? 'Alt' : '',
    shiftKey && (isLetter || key.length > 1) ? 'Shift' : '',
    isLetter ? key.toLowerCase() : key,
  ]
  return parts.filter(Boolean).join('+')
}

/** Remembers the first of two keys in a row. `next` gives the command of a press, or null. */
export function createKeyReader(shortcuts: readonly Shortcut[]) {
  const byKeys = new Map(shortcuts.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const)))
  const prefixes = new Set([...byKeys.keys()].filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]))
  let before = ''
  return {
    next(press: Press): CommandId | null {
      const name = nameOfPress(press)
      const found = (before && byKeys.get(`${before} ${name}`)) || byKeys.get(name) || null
      before = !before && prefixes.has(name) ? name : ''
      return found
    },
  }
}

const FIELDS = 'input, textarea, select, [contenteditable]'

/** A key that would be a letter in a field, pressed outside of one. */
export function isLetter({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  return key.length === 1 && !ctrlKey && !metaKey && !(target instanceof Element && target.closest(FIELDS))
}

/** Single letters are words in a field; there only keys with a modifier, and Esc, are commands. */
export function mayRun(
  id: CommandId,
  press: Press,
  { target, mayLetters }: { target: EventTarget | null; mayLetters: boolean },
): boolean {
  const element = target instanceof Element ? target : null
  const hasModifier = press.ctrlKey || press.metaKey
  if (press.key.length === 1 && !hasModifier && !mayLetters) return false
  if (element?.closest('dialog, [popover]:popover-open')) return false
  const isField = Boolean(element?.closest(FIELDS))
  if (isField) return id === 'back' || hasModifier || /^F\d/.test(press.key)
  // Enter and arrows belong to what has the focus; rows leave the arrows to their list.
  if (!/^(Enter|Arrow)/.test(press.key) || press.altKey) return true
  if (element?.closest('.cv, .vi-who')) return press.key !== 'Enter'
  return !element?.closest('a, button, summary, [role=log], [role=tab]')
}
