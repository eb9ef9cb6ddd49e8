import { type CommandId, SHORTCUTS } from './shortcuts.ts'

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

const BY_KEYS = new Map<string, CommandId>(SHORTCUTS.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const)))
const PREFIXES = new Set([...BY_KEYS.keys()].filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]))

/** Remembers the first of two keys in a row. `next` gives the command of a press, or null. */
export function createKeyReader() {
  let before = ''
  return {
    next(press: Press): CommandId | null {
      const name = nameOfPress(press)
      const found = (before && BY_KEYS.get(`${before} ${name}`)) || BY_KEYS.get(name) || null
      before = !before && PREFIXES.has(name) ? name : ''
      return found
    },
  }
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
  const isField = Boolean(element?.closest('input, textarea, select, [contenteditable]'))
  if (isField) return id === 'back' || hasModifier || /^F\d/.test(press.key)
  // Enter and arrows belong to what has the focus; rows leave the arrows to their list.
  if (!/^(Enter|Arrow)/.test(press.key) || press.altKey) return true
  if (element?.closest('.cv, .vi-who')) return press.key !== 'Enter'
  return !element?.closest('a, button, summary, [role=log], [role=tab]')
}
