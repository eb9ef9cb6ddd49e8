import type { Handle } from '../models/handle.ts'
import type { Chat } from './chat.ts'
import type { Context } from './context.ts'
import { queueOf } from './queue.ts'
import { toldFiles } from './told-files.ts'
import { toldMessages } from './told-messages.ts'

type Emit = Context['emit']

/** Calls `tell` with each value that differs from the one before; the first is no news. */
function changes<T>(tell: (value: T, before: T) => void) {
  let last: { value: T } | undefined
  return (value: T) => {
    const before = last
    last = { value }
    if (before && JSON.stringify(before.value) !== JSON.stringify(value)) tell(value, before.value)
  }
}

/** Tells what happens in the conversation on screen, and around it. */
export function observe({ emit, fail }: Context, one: Chat): () => void {
  const { chat, options, client, store } = one.models
  const { effect } = one.kit
  const line = { online: 'online', stopped: 'offline' } as const
  const onAvailability = changes<{ state: 'online' | 'away' | 'offline'; reopensAt: string | null } | null>(
    (value) => value && emit('availability', value),
  )
  const onLine = changes<'online' | 'offline' | 'reconnecting'>((value) => emit('connection', value))
  const onQueue = changes<ReturnType<typeof queueOf>>((value) => emit('queue', value))
  store.onDecide(() => emit('consent', { storage: store.consent === 'granted' }))
  const endings = [
    toldFiles(emit, one),
    effect(() => {
      const now = options.value?.availability
      onAvailability(now ? { state: now.state, reopensAt: now.reopensAt } : null)
    }),
    effect(() => onQueue(queueOf(chat.handle.value?.queue.value))),
    effect(() => {
      const state = client.connection.value
      if (state.phase === 'stopped' && state.reason === 'forbidden')
        emit('error', fail('origin_not_allowed', `the server does not chat with pages of ${location.origin}`))
    }),
    effect(() => onLine(line[client.connection.value.phase as keyof typeof line] ?? 'reconnecting')),
    effect(() => {
      const handle = chat.handle.value
      if (!handle) return
      const ends = [toldMessages(emit, handle), toldState(emit, handle), toldTyping(emit, handle)].map((work) =>
        effect(work),
      )
      return () => {
        for (const end of ends) end()
      }
    }),
  ]
  return () => {
    for (const end of endings) end()
  }
}

type Held = { status: 'open' | 'pending' | 'snoozed' | 'closed'; assignee: { id: string; name: string | null } | null }

/** Who answers a conversation and whether it is over. */
function toldState(emit: Emit, handle: Handle): () => void {
  let hadId = handle.id.peek() !== null
  const onStatus = changes<Held['status']>((status, before) => {
    const conversationId = handle.id.peek() ?? ''
    if (status === 'closed') {
      emit('conversation:closed', { conversationId })
      if (newest(handle, 'conv.status')?.actor.type === 'visitor') emit('conversation:ended', { conversationId })
    } else if (before === 'closed') emit('conversation:reopened', { conversationId })
  })
  const onAssignee = changes<Held['assignee']>((assignee, before) => {
    const conversationId = handle.id.peek() ?? ''
    const name = assignee && before ? 'conversation:transferred' : 'conversation:assigned'
    emit(name, { conversationId, assignee })
    if (before) emit('agent:left', { conversationId, agent: before })
    if (assignee) emit('agent:joined', { conversationId, agent: assignee })
  })
  const onRating = changes<number | null>((score) => {
    const { comment } = (newest(handle, 'conv.rate')?.body ?? {}) as { comment?: string }
    if (score) emit('conversation:rated', { conversationId: handle.id.peek() ?? '', score, comment: comment ?? null })
  })
  const onAny = changes<Held>((held) => emit('conversation:updated', { id: handle.id.peek() ?? '', ...held }))
  return () => {
    const id = handle.id.value
    const fold = handle.fold.value
    if (id && !hadId) emit('conversation:started', { conversationId: id })
    hadId = id !== null
    if (!id || !fold) return
    const { status, assigneeId, assigneeName, rating } = fold
    const assignee = assigneeId && { id: assigneeId, name: assigneeName }
    onStatus(status)
    onAssignee(assignee)
    onRating(rating)
    onAny({ status, assignee })
  }
}

/** The last event of a kind. */
function newest(handle: Handle, kind: string) {
  const items = handle.timeline.peek().flatMap((item) => (item.type === 'event' ? [item.entry.e] : []))
  return items.findLast((e) => e.kind === kind)
}

function toldTyping(emit: Emit, handle: Handle): () => void {
  const onChange = changes<{ id: string; name: string | null }[]>((agents) =>
    emit('agent:typing', { conversationId: handle.id.peek() ?? '', agents }),
  )
  return () => onChange(handle.typing.value.map(({ actor }) => ({ id: actor.id, name: actor.name ?? null })))
}
