import { type CommandId, SHORTCUTS, type Shortcut } from './shortcuts.ts'

/** Keys of an agent's own, by command; an empty list takes a command its keys. */
export type OwnKeys = Readonly<Record<string, readonly string[]>>

/** Esc has to lead out of everything; its command keeps it. */
export const FIXED: ReadonlySet<CommandId> = new Set(['back'])

/** What a page is not asked for: these go to the browser, or move the focus. */
const TAKEN_BY_BROWSERS =
  /^(Tab|Shift\+Tab|Escape|Enter|Backspace|F5|F11|F12|Mod\+(Shift\+)?[twnqr]|Mod\+[l0-9+-]|Mod\+Tab)$/

/**
 * The table with an agent's own keys in it. What he chose wins: a usual key that means another command now, or begins
 * two keys that do, is taken from the command that had it.
 */
export function boundShortcuts(own: OwnKeys): readonly Shortcut[] {
  const isOwn = ({ id }: Shortcut) => own[id] !== undefined && !FIXED.has(id)
  const chosen = SHORTCUTS.filter(isOwn).flatMap(({ id }) => own[id] ?? [])
  return SHORTCUTS.map((shortcut) => ({
    ...shortcut,
    keys: isOwn(shortcut)
      ? (own[shortcut.id] ?? [])
      : shortcut.keys.filter((keys) => !chosen.some((other) => isClash(keys, other))),
  }))
}

/** Whether both can't mean something: they are one, or one begins the other. */
function isClash(one: string, other: string): boolean {
  const [first] = one.split(' ')
  const [otherFirst] = other.split(' ')
  return one === other || first === other || one === otherFirst
}

/** Why `id` can't simply have `keys`: the command that has them now, or the browser. Null when nothing is in the way. */
export function clashOf(shortcuts: readonly Shortcut[], id: CommandId, keys: string): CommandId | 'browser' | null {
  if (keys.split(' ').some((one) => TAKEN_BY_BROWSERS.test(one))) return 'browser'
  const holder = shortcuts.find((other) => other.id !== id && other.keys.some((one) => isClash(one, keys)))
  return holder?.id ?? null
}

/** `own` with `keys` for `id`, taken from whatever command had them. */
export function withKeys(own: OwnKeys, id: CommandId, keys: string): OwnKeys {
  const losers = boundShortcuts(own).filter(
    (other) => other.id !== id && other.keys.some((one) => isClash(one, keys)) && own[other.id] !== undefined,
  )
  const left = losers.map((other) => [other.id, other.keys.filter((one) => !isClash(one, keys))] as const)
  return { ...own, ...Object.fromEntries(left), [id]: [keys] }
}

/** `own` without what was chosen for `id`: it has its usual keys again, as far as nobody else has them now. */
export function withUsualKeys(own: OwnKeys, id: CommandId): OwnKeys {
  return Object.fromEntries(Object.entries(own).filter(([name]) => name !== id))
}
