import type { ConversationHandle, SendBody } from '@parley/client'
import type { Agent, AgentId, CommandKind, ConversationStatus, ErrorCode, Priority } from '@parley/protocol'
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import type { Facts } from './conversation-model.ts'
import type { PeopleModel } from './people-model.ts'
import type { ToastsModel } from './toasts-model.ts'

type Deps = {
  handle: Pick<ConversationHandle, 'command' | 'fold'>
  me: Agent
  facts: ReadonlySignal<Facts | null>
  /** What was clicked and is not stored yet: shown at once, taken back when it is refused. */
  ahead: Signal<Partial<Facts>>
  people: Pick<PeopleModel, 'nameOf'>
  toasts: Pick<ToastsModel, 'show'>
}

type Change<K extends CommandKind> = {
  kind: K
  body: SendBody<K>
  shown: Partial<Facts>
  done: string
  undo?: () => void
}

/** What an agent does with a conversation. Each says what came of it, and how to take it back. */
export function createConversationActions({ handle, me, facts, ahead, people, toasts }: Deps) {
  const busy = signal<CommandKind | null>(null)

  async function change<K extends CommandKind>({ kind, body, shown, done, undo }: Change<K>): Promise<void> {
    ahead.value = { ...ahead.peek(), ...shown }
    busy.value = kind
    const result = await handle.command(kind, body)
    busy.value = null
    ahead.value = without(ahead.peek(), shown)
    if (result.phase === 'pending') toasts.show({ text: t('toast.later'), tone: 'plain' })
    else if (result.phase === 'failed' && result.code !== 'unchanged') toasts.show(refusal(result.code))
    else toasts.show({ text: done, tone: 'plain', ...(undo ? { undo } : {}) })
  }

  function refusal(code: ErrorCode): Parameters<ToastsModel['show']>[0] {
    const holder = handle.fold.peek()?.assigneeId
    const name = (holder && people.nameOf(holder)) ?? t('who.colleague')
    switch (code) {
      case 'already_assigned':
        return { text: t('refused.already_assigned', { name }), tone: 'problem' }
      case 'at_capacity':
        return { text: t('refused.at_capacity'), tone: 'problem' }
      case 'forbidden':
        return { text: t('refused.forbidden'), tone: 'problem' }
      default:
        return { text: t('refused.other'), tone: 'problem' }
    }
  }

  function assign(assigneeId: AgentId | null, withUndo = true) {
    const from = facts.peek()?.assigneeId ?? null
    if (from === assigneeId) return
    void change({
      kind: 'conv.assign',
      body: { assigneeId, from },
      shown: { assigneeId },
      done: assignedText(assigneeId),
      ...(withUndo ? { undo: () => assign(from, false) } : {}),
    })
  }

  function assignedText(assigneeId: AgentId | null): string {
    if (assigneeId === null) return t('toast.unassigned')
    if (assigneeId === me.id) return t('toast.claimed')
    return t('toast.assigned', { name: people.nameOf(assigneeId) ?? t('who.colleague') })
  }

  function setStatus(status: Exclude<ConversationStatus, 'snoozed'>, withUndo = true) {
    const before = facts.peek()?.status ?? 'open'
    if (before === status) return
    const back = before === 'snoozed' ? 'open' : before
    const done = { open: t('toast.reopened'), pending: t('toast.pending'), closed: t('toast.closed') }[status]
    void change({
      kind: 'conv.status',
      body: { status },
      shown: { status },
      done,
      ...(withUndo ? { undo: () => setStatus(back, false) } : {}),
    })
  }

  function setPriority(priority: Priority, withUndo = true) {
    const before = facts.peek()?.priority ?? 'normal'
    if (before === priority) return
    void change({
      kind: 'conv.priority',
      body: { priority },
      shown: { priority },
      done: t('toast.priority', { priority: t(`priority.${priority}`) }),
      ...(withUndo ? { undo: () => setPriority(before, false) } : {}),
    })
  }

  function setTags(add: string[], remove: string[], withUndo = true) {
    const tags = facts.peek()?.tags ?? []
    const fresh = add.filter((tag) => !tags.includes(tag))
    const gone = remove.filter((tag) => tags.includes(tag))
    if (fresh.length + gone.length === 0) return
    void change({
      kind: 'conv.tag',
      body: { add: fresh, remove: gone },
      shown: { tags: [...tags.filter((tag) => !gone.includes(tag)), ...fresh] },
      done: fresh[0] ? t('toast.tagged', { tag: fresh[0] }) : t('toast.untagged', { tag: gone[0] ?? '' }),
      ...(withUndo ? { undo: () => setTags(gone, fresh, false) } : {}),
    })
  }

  return {
    busy,
    claim: () => assign(me.id),
    assign: (assigneeId: AgentId | null) => assign(assigneeId),
    close: () => setStatus('closed'),
    reopen: () => setStatus('open'),
    /** Waits for the visitor now, or for us again. */
    togglePending: () => setStatus(facts.peek()?.status === 'pending' ? 'open' : 'pending'),
    setPriority: (priority: Priority) => setPriority(priority),
    addTag: (tag: string) => setTags([tag.trim()], []),
    removeTag: (tag: string) => setTags([], [tag]),
  }
}

/** `ahead` without what `shown` put there, unless a later click has changed it again. */
function without(ahead: Partial<Facts>, shown: Partial<Facts>): Partial<Facts> {
  const rest = Object.entries(ahead).filter(([key, value]) => shown[key as keyof Facts] !== value)
  return Object.fromEntries(rest)
}
