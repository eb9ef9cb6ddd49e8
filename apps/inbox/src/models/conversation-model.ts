import type { Client, ConversationHandle } from '@parley/client'
import type { Agent, AgentId, ConversationId, ConversationRow, Timestamp } from '@parley/protocol'
import type { ConversationFold } from '@parley/protocol/reduce'
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import { dayOf } from '../format/times.ts'
import { createConversationActions } from './conversation-actions.ts'
import type { ConversationListModel } from './conversation-list-model.ts'
import type { PeopleModel } from './people-model.ts'
import { lastAnswer, receiptOf } from './receipt.ts'
import { isVisitor, threadBlocks, type UnreadMark, unreadMark } from './thread-blocks.ts'
import type { ToastsModel } from './toasts-model.ts'

export type ConversationDeps = {
  client: Pick<Client, 'open' | 'call'>
  id: ConversationId
  me: Agent
  people: Pick<PeopleModel, 'nameOf'>
  list: Pick<ConversationListModel, 'rows' | 'markRead' | 'markUnread'>
  toasts: Pick<ToastsModel, 'show'>
  /** Whether a person looks at the window: only then is anything read. */
  isAttended: ReadonlySignal<boolean>
}

/** The fields of a conversation that a click changes at once, before the server has said so. */
export type Facts = Pick<ConversationFold<Timestamp>, 'status' | 'assigneeId' | 'priority' | 'tags'>

/** The open conversation: its thread, its facts, and what can be done with it. */
export const ConversationModel = createModel((deps: ConversationDeps) => {
  const { client, id, me, list, toasts, isAttended } = deps
  const handle: ConversationHandle = client.open(id)
  effect(() => () => handle.release())

  const ahead = signal<Partial<Facts>>({})
  const facts = computed<Facts | null>(() => {
    const fold = handle.fold.value
    if (!fold) return null
    const { status, assigneeId, priority, tags } = fold
    return { status, assigneeId, priority, tags, ...ahead.value }
  })

  const fetched = signal<ConversationRow | null>(null)
  const row = computed(() => list.rows.value.find((one) => one.id === id) ?? fetched.value)
  if (!row.peek()) void fetchRow()
  async function fetchRow() {
    const answer = await client.call('revalidateRows', { body: { ids: [id] } }).catch(() => null)
    fetched.value = answer?.rows[0] ?? null
  }

  const mark = signal<UnreadMark | undefined>(undefined)
  const blocks = computed(() => threadBlocks(handle.timeline.value, { unread: mark.value ?? null, dayOf }))
  const answer = computed(() => lastAnswer(blocks.value))

  /** The end of the thread is in sight. */
  const isAtEnd = signal(true)
  /** Marked unread by hand: it stays so until the conversation is opened again. */
  const isKeptUnread = signal(false)
  effect(() => {
    if (handle.state.value !== 'ready' || mark.peek() !== undefined) return
    mark.value = unreadMark(handle.timeline.peek(), handle.myRead.peek())
  })
  effect(() => {
    const newest = handle.timeline.value.findLast((item) => item.n !== null)?.n ?? 0
    const mayRead = handle.state.value === 'ready' && isAttended.value && isAtEnd.value && !isKeptUnread.value
    if (!mayRead) return
    if (newest > handle.myRead.value) handle.read(newest)
    list.markRead(id)
  })

  async function markUnread() {
    const last = handle.timeline
      .peek()
      .findLast((item) => item.type === 'message' && isVisitor(item.actor) && item.messageId !== null)
    if (last?.type !== 'message' || last.messageId === null) return
    isKeptUnread.value = true
    try {
      const { unread } = await client.call('markUnread', { params: { id }, body: { from: last.messageId } })
      list.markUnread(id, unread)
    } catch {
      isKeptUnread.value = false
    }
  }

  const actions = createConversationActions({ handle, me, facts, ahead, people: deps.people, toasts })
  return {
    id: signal(id),
    state: handle.state,
    hasEarlier: handle.hasEarlier,
    loadEarlier: handle.loadEarlier,
    blocks,
    newest: computed(() => handle.timeline.value.at(-1)?.key ?? null),
    typing: computed(() => handle.typing.value.filter(({ actor }) => actor.id !== me.id)),
    lastAnswer: answer,
    receipt: computed(() => answer.value && receiptOf(answer.value, handle.marks.value)),
    facts,
    row,
    isMine: computed(() => facts.value?.assigneeId === me.id),
    setAtEnd(is: boolean) {
      isAtEnd.value = is
    },
    markUnread: () => void markUnread(),
    retry: handle.retry,
    remove: handle.remove,
    send: handle.send,
    setTyping: handle.setTyping,
    /** For uploads: what a file goes to. */
    target: () => handle,
    assigneeName: computed(() => nameOf(facts.value?.assigneeId ?? null)),
    ...actions,
  }

  function nameOf(agentId: AgentId | null): string | null {
    if (agentId === null) return null
    return deps.people.nameOf(agentId) ?? handle.fold.value?.assigneeName ?? null
  }
})
export type ConversationModel = InstanceType<typeof ConversationModel>
