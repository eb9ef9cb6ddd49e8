import type { Client, ConversationHandle } from '@parley/client'
import type { Actor, Agent, AgentId, ConversationId, ConversationRow, MessageId } from '@parley/protocol'
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { BrowserWindow } from '../environment.ts'
import { dayOf } from '../format/times.ts'
import type { Colleagues } from './collision.ts'
import { createConversationActions, type Facts } from './conversation-actions.ts'
import type { ConversationListModel } from './conversation-list-model.ts'
import { createCopies } from './copies.ts'
import { createMessageActions } from './message-actions.ts'
import type { PeopleModel } from './people-model.ts'
import { createReading } from './reading.ts'
import { lastAnswer, receiptOf } from './receipt.ts'
import { keptIfSame } from './same.ts'
import { splitFacts } from './splitting/split-facts.ts'
import { createMembers } from './team/members.ts'
import { createBlocks } from './thread-blocks.ts'
import type { ToastsModel } from './toasts-model.ts'
import { takenFrom } from './together/taken-from.ts'

export type ConversationDeps = {
  client: Pick<Client, 'open' | 'call'>
  id: ConversationId
  me: Agent
  people: Pick<PeopleModel, 'nameOf' | 'departmentName'>
  list: Pick<ConversationListModel, 'rows' | 'markRead' | 'markUnread'>
  toasts: Pick<ToastsModel, 'show'>
  window: Pick<BrowserWindow, 'copy' | 'openTab'>
  /** Whether a person looks at the window: only then is anything read. */
  isAttended: ReadonlySignal<boolean>
  /** A chat with colleagues. */
  isTeam?: boolean
}

/** The open conversation: its thread, its facts, and what can be done with it. */
export const ConversationModel = createModel((deps: ConversationDeps) => {
  const { client, id, me, list, toasts, isAttended, isTeam = false } = deps
  const teamOf = isTeam ? me.id : null
  const handle: ConversationHandle = client.open(id)
  effect(() => () => handle.release())

  effect(() => (handle.state.value === 'ready' && isAttended.value ? handle.look() : undefined))

  const ahead = signal<Partial<Facts>>({})
  let known: Facts | null = null
  const facts = computed<Facts | null>(() => {
    const fold = handle.fold.value
    if (!fold) return null
    const { status, snoozedUntil, assigneeId, priority, tags } = fold
    known = keptIfSame(known, { status, snoozedUntil, assigneeId, priority, tags, ...ahead.value })
    return known
  })

  const row = rowOf(deps)
  const { mark, setAtEnd, markUnread } = createReading({ client, id, me, handle, list, isAttended, isTeam })
  const blocksOf = createBlocks()
  const blocks = computed(() => blocksOf(handle.timeline.value, { unread: mark.value ?? null, dayOf, teamOf }))
  const answer = computed(() => lastAnswer(blocks.value))
  const actions = createConversationActions({
    ...{ handle, me, facts, ahead, people: deps.people, toasts },
    closedFor: () => row.peek()?.reason?.id,
  })
  return {
    id: signal(id),
    isTeam: signal(isTeam),
    state: handle.state,
    hasEarlier: handle.hasEarlier,
    loadEarlier: handle.loadEarlier,
    blocks,
    newest: computed(() => handle.timeline.value.at(-1)?.key ?? null),
    typing: computed(() => handle.typing.value.filter(({ actor }) => actor.id !== me.id)),
    /** How far the server knows that the agent has read. */
    ownRead: computed(() => handle.marks.value.find(({ who }) => who.id === me.id)?.read ?? 0),
    /** The note that asks the supervisors for help, while nobody has. */
    request: computed(() => handle.fold.value?.request ?? null),
    settle: (messageId: MessageId) => void handle.command('conv.request', { messageId, state: 'settled' }),
    /** Colleagues who look at it now. */
    viewers: computed(() => handle.viewers.value.filter(({ actor }) => actor.id !== me.id)),
    /** What they do, beside this agent's own answer. */
    colleagues: computed(() => colleaguesIn(handle, me)),
    lastAnswer: answer,
    receipt: computed(() => answer.value && receiptOf(answer.value, handle.marks.value, teamOf)),
    facts,
    /** What the visitor thought of it, the newest; null while he said nothing. */
    rating: computed(() => ratingOf(handle)),
    row,
    /** Apart from the row, which changes with every message. */
    visitorName: computed(() => row.value?.visitor?.name ?? null),
    visitorEmail: computed(() => row.value?.visitor?.email ?? null),
    /** What the visitor answered, and other fields. */
    fields: computed(() => handle.fold.value?.fields ?? {}),
    isMine: computed(() => facts.value?.assigneeId === me.id),
    takenBy: computed(() => facts.value && takenFrom(handle.timeline.value, me.id, facts.value.assigneeId)),
    setAtEnd,
    markUnread,
    ...{ retry: handle.retry, remove: handle.remove, send: handle.send, setTyping: handle.setTyping },
    /** For uploads: what a file goes to. */
    target: () => handle,
    assigneeName: computed(() => nameOf(facts.value?.assigneeId ?? null)),
    ...actions,
    ...createMembers({ handle, toasts }),
    ...createMessageActions({ handle, me, toasts }),
    ...createCopies(deps),
    ...splitFacts(handle),
  }

  function nameOf(agentId: AgentId | null): string | null {
    if (agentId === null) return null
    return deps.people.nameOf(agentId) ?? handle.fold.value?.assigneeName ?? null
  }
})
export type ConversationModel = InstanceType<typeof ConversationModel>

function colleaguesIn({ timeline, typing }: ConversationHandle, me: Agent): Colleagues {
  const isColleague = ({ type, id }: Actor) => type === 'agent' && id !== me.id
  const last = timeline.value.findLast(
    (item) => item.type === 'message' && item.kind === 'msg.new' && item.n !== null && isColleague(item.actor),
  )
  const answer =
    last?.type === 'message' && last.n !== null && last.messageId !== null
      ? { n: last.n, actor: last.actor, messageId: last.messageId }
      : null
  return {
    newest: timeline.value.findLast(({ n }) => n !== null)?.n ?? 0,
    answer,
    writing: typing.value.filter(({ actor, note }) => !note && isColleague(actor)).map(({ actor }) => actor),
  }
}

/** The comment is known while its event is among those that are loaded. */
function ratingOf({ fold, timeline }: ConversationHandle): { score: number; comment: string | null } | null {
  const score = fold.value?.rating
  if (!score) return null
  const rated = timeline.value.findLast((item) => item.type === 'event' && item.entry.e.kind === 'conv.rate')
  const e = rated?.type === 'event' && rated.entry.e
  return { score, comment: (e && e.kind === 'conv.rate' && e.body?.comment) || null }
}

/** The newest row seen of the conversation: it stays when a list lets go of it (claimed, it waits no more). */
function rowOf({ client, id, list }: ConversationDeps): ReadonlySignal<ConversationRow | null> {
  const row = signal<ConversationRow | null>(null)
  effect(() => {
    const found = list.rows.value.find((one) => one.id === id)
    if (found) row.value = found
  })
  async function ask(): Promise<void> {
    const answer = await client.call('revalidateRows', { body: { ids: [id] } }).catch(() => null)
    row.value ??= answer?.rows[0] ?? null
  }
  if (!row.peek()) void ask()
  return row
}
