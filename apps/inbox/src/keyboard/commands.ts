import type { ContactId, ConversationId, VisitorId } from '@parley/protocol'
import { type Mark, marked } from '../format/markdown-edit.ts'
import { sendAndClose } from '../models/closing/send-and-close.ts'
import type { Workbench } from '../models/workbench.ts'
import { takeBack } from '../screens/conversations/HeldSend.tsx'
import { editField } from '../ui/insert-text.ts'
import { runForSelection } from './bulk-commands.ts'
import { type CommandId, PINNED } from './shortcuts.ts'

/** Does what a command says, if it can be done now. */
export function runCommand(bench: Workbench, id: CommandId): void {
  if (runForSelection(bench, id)) return
  const open = bench.open.peek()
  const inConversation = CONVERSATION[id]
  if (inConversation) {
    if (open?.isTeam) inChat(bench, id)
    else if (open) inConversation(bench, open)
    return
  }
  GENERAL[id]?.(bench)
}

/** In a chat with colleagues one answers, marks as unread and changes words; nothing else of these is about it. */
function inChat(bench: Workbench, id: CommandId): void {
  if (id === 'reply' || id === 'note' || id === 'open') bench.ui.ask('composer')
  else if (id === 'unread') bench.open.peek()?.model.markUnread()
  else if (id === 'bold' || id === 'italic' || id === 'code') mark(SIGNS[id])
}

const SIGNS = { bold: '**', italic: '*', code: '`' } as const

type Open = NonNullable<Workbench['open']['value']>
type Commands<Args extends unknown[]> = Partial<Record<CommandId, (...args: Args) => void>>

const CONVERSATION: Commands<[Workbench, Open]> = {
  reply(bench, { composer }) {
    composer.setMode('reply')
    bench.ui.ask('composer')
  },
  note(bench, { composer }) {
    composer.setMode('note')
    bench.ui.ask('composer')
  },
  'ask-supervisor'(bench, { composer }) {
    composer.setPurpose('request')
    bench.ui.ask('composer')
  },
  advise(bench, { composer }) {
    if (bench.me.role === 'agent') return
    composer.setPurpose('advice')
    bench.ui.ask('composer')
  },
  claim: (_, { model }) => {
    if (model.facts.peek()?.assigneeId === null) model.claim()
  },
  'assign-me': (bench, { model }) => model.assign(bench.me.id),
  assign: (bench) => bench.ui.ask('assign'),
  department: (bench, { model }) => {
    if (model.facts.peek()?.status !== 'closed') bench.ui.ask('department')
  },
  merge: (bench, { model }) => bench.merging.choose(model.id.peek()),
  tag: (bench) => bench.ui.ask('tag'),
  priority: (bench) => bench.ui.ask('priority'),
  close: ({ closing }, { model }) =>
    model.facts.peek()?.status === 'closed' ? model.reopen() : void closing.ask(model.close),
  pending: (_, { model }) => model.togglePending(),
  'send-close': ({ closing }, { composer }) => sendAndClose(closing, composer),
  snooze: (bench) => bench.ui.ask('snooze'),
  unread: (_, { model }) => model.markUnread(),
  details: toggleDetails,
  open: (bench) => bench.ui.ask('composer'),
  macro: (bench) => bench.ui.toggle('macros'),
  bold: () => mark(SIGNS.bold),
  italic: () => mark(SIGNS.italic),
  code: () => mark(SIGNS.code),
}

/** Around what is selected in the field that is written in. */
function mark(sign: Mark): void {
  const field = document.querySelector<HTMLTextAreaElement>('.cp textarea')
  if (field) editField(field, (selection) => marked(selection, sign))
}

const GENERAL: Commands<[Workbench]> = {
  next: (bench) => step(bench, 1, () => true),
  previous: (bench) => step(bench, -1, () => true),
  'next-unread': (bench) => step(bench, 1, (unread) => unread > 0),
  'previous-unread': (bench) => step(bench, -1, (unread) => unread > 0),
  'take-next': takeNext,
  search(bench) {
    if (!/conversations|visitors|contacts/.test(bench.router.route.peek().screen)) bench.goToView(bench.view.peek())
    bench.ui.ask('search')
  },
  filter: (bench) => bench.ui.ask('filter'),
  select: (bench) => select(bench, bench.bulk.toggle),
  'select-range': (bench) => select(bench, bench.bulk.extend),
  ...Object.fromEntries(PINNED.map((n) => [`go-pinned-${n}`, (bench: Workbench) => goToPinned(bench, n)])),
  'next-pane': () => nextPane(1),
  'previous-pane': () => nextPane(-1),
  undo(bench) {
    const open = bench.open.peek()
    if (open && takeBack(bench, { id: open.model.id.peek(), composer: open.composer })) return
    bench.toasts.undo()
  },
  palette: (bench) => bench.ui.toggle('palette'),
  help: (bench) => bench.ui.toggle('help'),
  back,
  'go-waiting': (bench) => bench.goToView('waiting'),
  'go-mine': (bench) => bench.goToView('mine'),
  'go-mentions': (bench) => bench.goToView('mentions'),
  'go-requests': (bench) => bench.me.role !== 'agent' && bench.goToView('requests'),
  'go-open': (bench) => bench.goToView('open'),
  'go-pending': (bench) => bench.goToView('pending'),
  'go-snoozed': (bench) => bench.goToView('snoozed'),
  'go-closed': (bench) => bench.goToView('closed'),
  'go-all': (bench) => bench.goToView('all'),
  'go-overview': (bench) => bench.router.go({ screen: 'overview' }),
  'go-visitors': (bench) => bench.goToVisitor(null),
  'go-contacts': (bench) => bench.goToContact(null),
  'go-search': (bench) => bench.router.go({ screen: 'search', text: '' }),
  'go-team': (bench) => bench.goToChat(null),
  'new-chat': (bench) => bench.ui.toggle('chat'),
  'go-scheduled': (bench) => bench.router.go({ screen: 'scheduled' }),
  'go-notices': (bench) => bench.router.go({ screen: 'notices' }),
  'go-settings': (bench) => bench.router.go({ screen: 'settings', section: 'sites', siteId: null, page: null }),
}

/** A column where there is room for one, a drawer elsewhere. */
export function toggleDetails({ ui, preferences }: Workbench): void {
  if (matchMedia('(min-width: 1140px)').matches) preferences.toggleDetails()
  else ui.toggle('details')
}

/** The row that has the focus, or the one that is open. */
function select(bench: Workbench, how: (id: ConversationId) => void): void {
  const focused = document.activeElement?.closest<HTMLElement>('.cv-li')?.dataset['id']
  const id = bench.list.rows.peek().find((row) => row.id === (focused ?? bench.openId.peek()))?.id
  if (id) how(id)
}

function goToPinned({ savedViews, goToSaved }: Workbench, n: number): void {
  const view = savedViews.pinned.peek()[n - 1]
  if (view) goToSaved(view.id)
}

/** The panes in reading order; F6 goes from one to the next. */
const PANES = ['.views a[aria-current]', '.rows a', '.vis-l a', '[role=log]', '.cp textarea', '.pn']

function nextPane(by: 1 | -1): void {
  const shown = PANES.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []).filter(
    (element) => element.offsetParent !== null,
  )
  const at = shown.findIndex((element) => paneOf(element)?.contains(document.activeElement))
  shown.at((at + by + shown.length) % shown.length)?.focus()
}

function paneOf(element: HTMLElement): Element | null {
  return element.closest('.views, .rows, .vis-l, [role=log], .cp, .pn')
}

/** The next row in a direction; from nothing open, the first one. At the end it stays. */
function step(bench: Workbench, by: 1 | -1, fits: (unread: number) => boolean): void {
  const route = bench.router.route.peek()
  if (route.screen === 'visitors') return stepVisitor(bench, route.visitorId, by)
  if (route.screen === 'contacts') return stepContact(bench, route.contactId, by)
  if (route.screen === 'team') return stepChat(bench, by, fits)
  const rows = bench.list.rows.peek()
  for (let i = bench.place.from(by) + by; i >= 0 && i < rows.length; i += by) {
    const row = rows[i]
    if (row && fits(row.unread)) return go(bench, row.id)
  }
}

/** The same in the list of visitors; the focus goes along when it was in it. */
function stepVisitor(bench: Workbench, from: VisitorId | null, by: 1 | -1): void {
  const all = bench.live.visitors.peek()
  const at = all.findIndex(({ id }) => id === from)
  const next = all[at === -1 && by === -1 ? all.length - 1 : at + by]
  if (!next) return
  const isInList = document.activeElement?.matches('.vi-who') ?? false
  bench.goToVisitor(next.id)
  if (isInList) bench.ui.ask('list')
}

/** The same in the list of contacts. */
function stepContact(bench: Workbench, from: ContactId | null, by: 1 | -1): void {
  const all = bench.contacts.contacts.peek()
  const at = all.findIndex(({ id }) => id === from)
  const next = all[at === -1 && by === -1 ? all.length - 1 : at + by]
  if (next) bench.goToContact(next.id)
}

/** The same in the list of chats. */
function stepChat(bench: Workbench, by: 1 | -1, fits: (unread: number) => boolean): void {
  const rows = bench.team.rows.peek()
  const at = rows.findIndex(({ id }) => id === bench.openId.peek())
  for (let i = at === -1 && by === -1 ? rows.length - 1 : at + by; i >= 0 && i < rows.length; i += by) {
    const row = rows[i]
    if (row && fits(row.unread)) return bench.goToChat(row.id)
  }
}

/** Opens a row; the focus goes along when it was in the list. */
function go(bench: Workbench, id: ConversationId): void {
  const isInList = document.activeElement?.matches('.cv') ?? false
  bench.goToConversation(id)
  if (isInList) bench.ui.ask('list')
}

/** Of those waiting in this list, whoever has waited longest. */
function takeNext(bench: Workbench): void {
  const waiting = bench.list.rows.peek().filter((row) => row.status === 'open' && row.assigneeId === null)
  const first = [...waiting].sort((a, b) =>
    (a.waitingSince ?? a.updatedAt).localeCompare(b.waitingSince ?? b.updatedAt),
  )[0]
  if (!first) return bench.goToView('waiting')
  go(bench, first.id)
  bench.open.peek()?.model.claim()
}

/** Whole pages, with nothing open on them. */
const PAGES: ReadonlySet<string> = new Set(['settings', 'overview'])

/** Closes the top thing, leaves the field, then goes back to the list. */
function back(bench: Workbench): void {
  if (bench.ui.overlay.peek()) return bench.ui.dismiss()
  const field = document.activeElement
  if (field instanceof HTMLElement && field.matches('input, textarea, select')) return field.blur()
  const route = bench.router.route.peek()
  if (route.screen === 'visitors') return backFromVisitor(bench, route.visitorId)
  if (route.screen === 'contacts') return backFromContact(bench, route.contactId)
  if (route.screen === 'team') return route.conversationId ? bench.goToChat(null) : bench.goToView(bench.view.peek())
  if (bench.bulk.count.peek() > 0) return bench.bulk.clear()
  if (bench.list.search.peek() !== '') return bench.list.setSearch('')
  if (PAGES.has(route.screen)) return bench.goToView(bench.view.peek())
  if (bench.openId.peek()) bench.goToConversation(null)
}

function backFromVisitor(bench: Workbench, open: VisitorId | null): void {
  if (open) {
    bench.goToVisitor(null)
    return bench.ui.ask('list')
  }
  if (bench.live.search.peek() !== '') return bench.live.setSearch('')
  bench.goToView(bench.view.peek())
}

function backFromContact(bench: Workbench, open: ContactId | null): void {
  if (open) {
    bench.goToContact(null)
    return bench.ui.ask('list')
  }
  if (bench.contacts.search.peek() !== '') return bench.contacts.setSearch('')
  bench.goToView(bench.view.peek())
}
