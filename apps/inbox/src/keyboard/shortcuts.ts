import type { MessageKey } from '../i18n/messages.ts'
import type { IconName } from '../ui/icons.ts'

export type CommandId =
  | 'next'
  | 'previous'
  | 'next-unread'
  | 'previous-unread'
  | 'open'
  | 'reply'
  | 'note'
  | 'claim'
  | 'assign'
  | 'assign-me'
  | 'department'
  | 'merge'
  | 'close'
  | 'pending'
  | 'snooze'
  | 'send-close'
  | 'unread'
  | 'tag'
  | 'priority'
  | 'details'
  | 'macro'
  | 'bold'
  | 'italic'
  | 'code'
  | 'take-next'
  | 'undo'
  | 'search'
  | 'filter'
  | 'select'
  | 'select-range'
  | `go-pinned-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | 'palette'
  | 'help'
  | 'back'
  | 'next-pane'
  | 'previous-pane'
  | 'go-waiting'
  | 'go-mine'
  | 'go-mentions'
  | 'go-requests'
  | 'ask-supervisor'
  | 'advise'
  | 'go-open'
  | 'go-pending'
  | 'go-snoozed'
  | 'go-closed'
  | 'go-all'
  | 'go-overview'
  | 'go-visitors'
  | 'go-contacts'
  | 'go-scheduled'
  | 'go-notices'
  | 'go-settings'
  | 'go-search'
  | 'go-team'
  | 'new-chat'

export type Shortcut = {
  id: CommandId
  /** One or more ways: `j`, `Shift+a`, `Mod+k` (⌘ or Ctrl), `Alt+ArrowDown`, `g w` for two keys in a row. */
  keys: readonly string[]
  label: MessageKey
  group: 'list' | 'conversation' | 'go' | 'general'
  icon: IconName
}

const one = (id: CommandId, keys: Shortcut['keys'], group: Shortcut['group'], icon: IconName): Shortcut => ({
  id,
  keys,
  group,
  icon,
  label: `command.${id}`,
})

/** Saved views that are pinned have a key each. */
export const PINNED = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/**
 * Every shortcut of the inbox, with its usual keys. The handler, the help, the palette, the menus and the tooltips read
 * this table alone, with an agent's own keys in it (`bindings.ts`).
 */
export const SHORTCUTS: readonly Shortcut[] = [
  one('next', ['j', 'ArrowDown'], 'list', 'chevron-down'),
  one('previous', ['k', 'ArrowUp'], 'list', 'chevron-down'),
  one('next-unread', ['Alt+ArrowDown'], 'list', 'chat'),
  one('previous-unread', ['Alt+ArrowUp'], 'list', 'chat'),
  one('open', ['Enter'], 'list', 'reply'),
  one('take-next', ['q'], 'list', 'user'),
  one('search', ['/'], 'list', 'search'),
  one('select', ['x'], 'list', 'check'),
  one('select-range', ['Shift+x'], 'list', 'check'),
  one('filter', ['f'], 'list', 'filter'),
  one('reply', ['r'], 'conversation', 'reply'),
  one('note', ['n'], 'conversation', 'lock'),
  one('claim', ['c'], 'conversation', 'user'),
  one('assign', ['a'], 'conversation', 'assign'),
  one('assign-me', ['Shift+a'], 'conversation', 'user'),
  one('department', ['d'], 'conversation', 'transfer'),
  one('merge', ['Shift+m'], 'conversation', 'transfer'),
  one('ask-supervisor', ['Shift+h'], 'conversation', 'help'),
  one('advise', ['Shift+w'], 'conversation', 'shield'),
  one('close', ['e'], 'conversation', 'check'),
  one('pending', ['w'], 'conversation', 'clock'),
  one('snooze', ['h'], 'conversation', 'moon'),
  one('send-close', ['Mod+Shift+Enter'], 'conversation', 'send'),
  one('unread', ['u'], 'conversation', 'mail'),
  one('tag', ['t'], 'conversation', 'tag'),
  one('priority', ['p'], 'conversation', 'flag'),
  one('details', ['i'], 'conversation', 'panel'),
  one('macro', ['m'], 'conversation', 'bolt'),
  one('bold', ['Mod+b'], 'conversation', 'edit'),
  one('italic', ['Mod+i'], 'conversation', 'edit'),
  one('code', ['Mod+e'], 'conversation', 'code'),
  one('go-waiting', ['g w'], 'go', 'clock'),
  one('go-mine', ['g i'], 'go', 'user'),
  one('go-mentions', ['g m'], 'go', 'at'),
  one('go-requests', ['g r'], 'go', 'help'),
  one('go-open', ['g o'], 'go', 'inbox'),
  one('go-pending', ['g p'], 'go', 'reply'),
  one('go-snoozed', ['g h'], 'go', 'moon'),
  one('go-closed', ['g c'], 'go', 'check-circle'),
  one('go-all', ['g a'], 'go', 'chat'),
  one('go-overview', ['g d'], 'go', 'home'),
  one('go-visitors', ['g v'], 'go', 'users'),
  one('go-contacts', ['g k'], 'go', 'contact'),
  one('go-scheduled', ['g l'], 'go', 'clock'),
  one('go-notices', ['g n'], 'go', 'bell'),
  one('go-team', ['g t'], 'go', 'users'),
  one('go-settings', ['g s'], 'go', 'settings'),
  one('go-search', ['g f'], 'go', 'search'),
  ...PINNED.map((n) => one(`go-pinned-${n}`, [`g ${n}`], 'go', 'pin')),
  one('undo', ['z'], 'general', 'retry'),
  one('new-chat', ['Shift+t'], 'general', 'edit'),
  one('palette', ['Mod+k'], 'general', 'search'),
  one('help', ['?'], 'general', 'help'),
  one('next-pane', ['F6'], 'general', 'panel'),
  one('previous-pane', ['Shift+F6'], 'general', 'panel'),
  one('back', ['Escape'], 'general', 'arrow-left'),
]

const KEY_SIGNS: Record<string, string> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '⏎',
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
}

/** The keys of a shortcut as they are drawn, one sign each. `⌘` is `Ctrl` and `⌥` is `Alt` where there are none. */
export function signsOf(keys: string, isApple: boolean): string[] {
  return keys.split(/[ +]/).map((key) => {
    if (key === 'Mod' && !isApple) return 'Ctrl'
    if (key === 'Alt' && !isApple) return 'Alt'
    return KEY_SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  })
}
