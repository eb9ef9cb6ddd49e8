import type { ConversationId, FrameOf, Limits, Position } from '@parley/protocol'
import { actorOf } from '../lib/principal.ts'
import type { Hub, Lost, Sub } from './hub.ts'
import type { ConversationFeed, LogSlice } from './ports.ts'
import type { Sink } from './sink.ts'

type Deps = { hub: Hub; feed: Pick<ConversationFeed, 'open' | 'read' | 'listMarks' | 'repair'>; limits: Limits }
type Why = FrameOf<'reset'>['why']

type Asked = { sink: Sink; conversationId: ConversationId; since: Position; keep(sub: Sub): void }

/**
 * `sub` of `sync.md` 8: attach, then read, then live. Ends with `synced`, or with `reset`, `gone` or `moved`: never with a gap.
 */
export async function subscribe(deps: Deps, { sink, conversationId, since, keep }: Asked): Promise<void> {
  const { hub } = deps
  const ref = { workspaceId: sink.principal.workspaceId, conversationId }
  const tell = (frame: object) => sink.send(JSON.stringify(frame))
  const sub = hub.attach(ref, sink, (why) => tell({ ...frameOf(why), conversationId }))
  keep(sub)
  const obstacle = await catchUp(deps, sub, since)
  const marks = obstacle ? [] : await deps.feed.listMarks(ref, sink.principal)
  if (sub.over === 'detached') return
  const end = obstacle ?? (sub.over ? { t: 'reset', why: sub.over } : null)
  if (end) {
    hub.detach(sub)
    return tell({ ...end, conversationId })
  }
  hub.goLive(sub)
  if (sub.over) return
  tell({ t: 'synced', conversationId, n: sub.n, ...(sub.id && { id: sub.id }), marks })
}

type Obstacle = { t: 'reset'; why: Why } | { t: 'gone'; ord?: number } | { t: 'moved'; to: ConversationId }

const reset = (why: Why): Obstacle => ({ t: 'reset', why })

function frameOf(why: Lost): Obstacle {
  if (typeof why === 'string') return reset(why)
  return 'to' in why ? { t: 'moved', ...why } : { t: 'gone', ord: why.gone }
}

/** Authorizes, reads what is missing and sends it; what stands in the way, or null. */
async function catchUp({ feed, limits }: Deps, sub: Sub, since: Position): Promise<Obstacle | null> {
  const { ref, audience } = sub.lane
  const opened = await feed.open(sub.sink.principal, ref.conversationId)
  if (opened.is === 'gone') return { t: 'gone' }
  if (opened.is === 'moved') return { t: 'moved', to: opened.to }
  if (since.n < opened.floor) return reset('floor')
  const range = { from: Math.max(1, since.n), limit: limits.replayEvents + 1, maxBytes: limits.replayBytes }
  const slice = await feed.read(ref, audience, range)
  if (since.n > 0 && !isAt(slice, since)) return reset('diverged')
  if (slice.isCut) return reset('far')
  if (slice.ord > opened.folded) feed.repair(ref)
  // Stored, and not in the summary yet, by which he may read.
  const left = leftAt(sub, slice, opened.folded)
  if (left) return { t: 'gone', ord: left.n }
  sub.place = opened.place ?? null
  sub.n = since.n
  sub.id = since.id
  await replay(sub, slice)
  // Stored, and not in the summary yet.
  const { to } = slice.events.at(-1) ?? {}
  return to ? { t: 'moved', to } : null
}

/** Where the reader was taken out, behind what the summary knows. Visitors are no members. */
function leftAt({ sink, lane }: Sub, { events }: LogSlice, folded: number) {
  const { id } = actorOf(sink.principal)
  return lane.audience === 'agent' ? events.find(({ n, without }) => n > folded && without === id) : undefined
}

function isAt({ events: [first] }: LogSlice, since: Position): boolean {
  return first !== undefined && first.n === since.n && first.id === since.id
}

/** Sends what comes after the position, as fast as the other side reads. */
async function replay(sub: Sub, { events }: LogSlice): Promise<void> {
  for (const { n, id, text } of events) {
    if (n <= sub.n) continue
    if (sub.over) return
    await sub.sink.room()
    sub.n = n
    sub.id = id
    sub.sink.send(text)
  }
}
