/** What takes the place of a part of a text, and what is selected then. */
export type Edit = { from: number; to: number; text: string; select: readonly [number, number] }
export type Selection = { value: string; from: number; to: number }

export type Mark = '**' | '*' | '`'

/** Puts `mark` around what is selected; where it stands already, it goes. */
export function marked({ value, from, to }: Selection, mark: Mark): Edit {
  const { length } = mark
  const inside = value.slice(from, to)
  const isBetween = from === to && runAt(value, from, mark) === 2 * length
  if (isBetween || (from < to && isMark(value, from - length, mark) && isMark(value, to, mark)))
    return { from: from - length, to: to + length, text: inside, select: [from - length, to - length] }
  if (inside.length > 2 * length && isMark(inside, 0, mark) && isMark(inside, inside.length - length, mark))
    return { from, to, text: inside.slice(length, -length), select: [from, to - 2 * length] }
  return { from, to, text: mark + inside + mark, select: [from + length, to + length] }
}

/** Whether exactly `mark` stands at a place: of three stars two are bold. */
function isMark(value: string, at: number, mark: Mark): boolean {
  if (at < 0 || !value.startsWith(mark, at)) return false
  const count = runAt(value, at, mark)
  return count === mark.length || count === 3
}

/** How many of the mark's signs stand in a row around a place. */
function runAt(value: string, at: number, mark: Mark): number {
  const char = mark.charAt(0)
  let [from, to] = [at, at]
  while (value[from - 1] === char) from--
  while (value[to] === char) to++
  return to - from
}

const ADDRESS = /^(?:https?:\/\/|mailto:|tel:)[^\s<>"'()]{1,2000}$/i

/** An address that is pasted over words becomes their link; null where it is none, or they cannot be named. */
export function linked({ value, from, to }: Selection, pasted: string): Edit | null {
  const words = value.slice(from, to)
  const address = pasted.trim()
  if (!ADDRESS.test(address) || !/^[^[\]\n]{1,300}$/.test(words) || !words.trim() || ADDRESS.test(words.trim()))
    return null
  const text = `[${words}](${address})`
  return { from, to, text, select: [from + text.length, from + text.length] }
}

const ITEM = /^(\s{0,8})(?:([-*+•])|(\d{1,6})([.)])) +(.*)$/

/** A new line in a list begins the next item; behind an empty item the list ends. Null outside of lists. */
export function continued({ value, from, to }: Selection): Edit | null {
  const start = value.lastIndexOf('\n', from - 1) + 1
  const [, indent = '', dash, number, dot = '', rest = ''] = ITEM.exec(value.slice(start, from)) ?? []
  if (dash === undefined && number === undefined) return null
  if (rest.trim() === '') return { from: start, to, text: '', select: [start, start] }
  const text = `\n${indent}${dash ?? `${Number(number) + 1}${dot}`} `
  return { from, to, text, select: [from + text.length, from + text.length] }
}
