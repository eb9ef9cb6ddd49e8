import type { ConversationId, FrameOf, Limits, Position } from '@parley/protocol'
import type { Hub, Sub } from './hub.ts'
import type { ConversationFeed, LogSlice } from './ports.ts'
import type { Sink } from './sink.ts'

type Deps = { hub: Hub; feed: Pick<ConversationFeed, 'open' | 'read' | 'listMarks' | 'repair'>; limits: Limits }
type Why = FrameOf<'reset'>['why']

/**
 * `sub` of `sync.md` 8: attach, then read, then live. Ends with `synced`, or with `reset`, `gone` or `moved`: never with a gap.
 */
export function createSubscribe({ hub, feed, limits }: Deps) {
  const reading = { limit: limits.replayEvents + 1, maxBytes: limits.replayBytes }

  return async function subscribe(
    sink: Sink,
    conversationId: ConversationId,
    since: Position,
    keep: (sub: Sub) => void,
  ) {
    const ref = { workspaceId: sink.principal.workspaceId, conversationId }
    const audience = sink.principal.type
    const tell = (frame: object) => sink.send(JSON.stringify(frame))
    const sub = hub.attach(ref, sink, (why) => tell({ t: 'reset', conversationId, why }))
    keep(sub)
    const stop = (frame: object) => {
      const isReplaced = sub.over === 'detached'
      hub.detach(sub)
      if (!isReplaced) tell(frame)
    }
    const reset = (why: Why) => stop({ t: 'reset', conversationId, why })

    const opened = await feed.open(sink.principal, conversationId)
    if (opened.is === 'gone') return stop({ t: 'gone', conversationId })
    if (opened.is === 'moved') return stop({ t: 'moved', conversationId, to: opened.to })
    if (since.n < opened.floor) return reset('floor')

    const slice = await feed.read(ref, audience, { ...reading, from: Math.max(1, since.n) })
    if (since.n > 0 && !isAt(slice, since)) return reset('diverged')
    if (slice.isCut) return reset('far')
    if (slice.ord > opened.folded) feed.repair(ref)
    sub.n = since.n
    sub.id = since.id
    const marks = await feed.listMarks(ref, audience)
    await replay(sub, slice)

    if (sub.over === 'detached') return
    if (sub.over) return reset(sub.over)
    hub.goLive(sub)
    tell({ t: 'synced', conversationId, n: sub.n, ...(sub.id && { id: sub.id }), marks })
  }
}

function isAt({ events: [first] }: LogSlice, since: Position): boolean {
  return first !== undefined && first.n === since.n && first.id === since.id
}

/** Sends what comes after the position, as fast as the other side reads. */
async function replay(sub: Sub, { events }: LogSlice): Promise<void> {
  for (const { n, id, text } of events) {
    if (n <= sub.n) continue
    if (sub.over) return
    const room = sub.sink.room()
    if (room) await room
    sub.n = n
    sub.id = id
    sub.sink.send(text)
  }
}
