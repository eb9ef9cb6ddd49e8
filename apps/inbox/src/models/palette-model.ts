import { computed, createModel, type ReadonlySignal, signal } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import type { CommandId, Shortcut } from '../keyboard/shortcuts.ts'
import type { Route } from '../routes.ts'
import type { IconName } from '../ui/icons.ts'
import type { ListRow } from './list-rows.ts'
import type { Found, SearchModel } from './search-model.ts'

export type Option =
  | { type: 'command'; key: string; text: string; shortcut: Shortcut }
  | { type: 'conversation'; key: string; text: string; row: ListRow }
  /** What the server found, or the way to all of it. */
  | { type: 'place'; key: string; text: string; icon: IconName; at: string | null; route: Route }
export type Group = { title: string; options: Option[] }

type Deps = {
  /** The commands with the agent's keys. */
  shortcuts: readonly Shortcut[]
  rows: ReadonlySignal<readonly ListRow[]>
  /** Whether a conversation is open: its commands come first. */
  isOpen: boolean
  run(id: CommandId): void
  open(row: ListRow): void
  /** The search of the server, by what is typed. */
  search: Pick<SearchModel, 'set' | 'found'>
  go(route: Route): void
}

const MOST_CONVERSATIONS = 6
/** What makes no sense to choose from a list. */
const HIDDEN: ReadonlySet<CommandId> = new Set([
  'next',
  'previous',
  'open',
  'back',
  'palette',
  'bold',
  'italic',
  'code',
])

/** Commands and conversations by what is typed; `>` asks for commands only. */
export const PaletteModel = createModel(({ shortcuts, rows, isOpen, run, open, search, go }: Deps) => {
  const query = signal('')
  const at = signal(0)
  const needle = computed(() => query.value.replace(/^>/, '').trim().toLowerCase())
  const groups = computed<Group[]>(() => {
    const isFound = ({ text }: Option) => text.toLowerCase().includes(needle.value)
    const commands = (group: Shortcut['group']): Option[] =>
      shortcuts
        .filter((one) => one.group === group && !HIDDEN.has(one.id))
        .map((shortcut) => ({
          ...{ type: 'command', key: shortcut.id, text: t(shortcut.label), shortcut },
        }))
    const conversations = query.value.startsWith('>') || needle.value === '' ? [] : rows.value.map(optionOf)
    return [
      { title: t('help.conversation'), options: isOpen ? commands('conversation').filter(isFound) : [] },
      { title: t('help.go'), options: [...commands('go'), ...commands('list')].filter(isFound) },
      { title: t('list.label'), options: conversations.filter(isFound).slice(0, MOST_CONVERSATIONS) },
      ...placesOf(search.found.value, query.value),
      { title: t('help.general'), options: commands('general').filter(isFound) },
    ].filter(({ options }) => options.length > 0)
  })
  const options = computed(() => groups.value.flatMap((group) => group.options))

  return {
    query,
    needle,
    groups,
    chosen: computed(() => options.value[at.value] ?? null),
    setQuery(text: string) {
      query.value = text
      at.value = 0
      search.set(text.startsWith('>') ? '' : text)
    },
    move(step: number) {
      const count = options.peek().length
      if (count > 0) at.value = (at.peek() + step + count) % count
    },
    choose(option: Option | null) {
      if (option?.type === 'command') run(option.shortcut.id)
      if (option?.type === 'conversation') open(option.row)
      if (option?.type === 'place') go(option.route)
    },
  }
})
export type PaletteModel = InstanceType<typeof PaletteModel>

function optionOf(row: ListRow): Option {
  const who = row.visitor?.name ?? row.visitor?.email ?? t('who.visitor')
  return { type: 'conversation', key: row.id, text: `${who}: ${row.last?.text ?? ''}`, row }
}

/** People and messages that the server found; the search page has all of it. */
function placesOf(found: Found | null, query: string): Group[] {
  const text = query.trim()
  if (text === '' || text.startsWith('>')) return []
  const all: Option = {
    ...{ type: 'place', key: 'everything', icon: 'search', at: null },
    ...{ text: t('palette.everything', { text }), route: { screen: 'search', text } },
  }
  const contacts = (found?.contacts ?? []).map(
    ({ id, name, email, seenAt }): Option => ({
      ...{ type: 'place', key: id, icon: 'user', at: seenAt },
      ...{ text: name ?? email ?? t('who.visitor'), route: { screen: 'contacts', contactId: id } },
    }),
  )
  const messages = (found?.messages ?? []).map(
    ({ conversationId, messageId, kind, who, excerpt, ts }): Option => ({
      ...{ type: 'place', key: messageId, icon: kind === 'note.new' ? 'lock' : 'reply', at: ts },
      text: `${who ?? t('who.visitor')}: ${excerpt.text}`,
      route: { screen: 'conversations', view: 'all', conversationId, messageId },
    }),
  )
  return [
    { title: t('nav.contacts'), options: contacts },
    { title: t('thread.messages'), options: messages },
    { title: t('command.search'), options: [all] },
  ]
}
