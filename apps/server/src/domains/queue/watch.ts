import type { ConversationId, DepartmentId, SiteId, WorkspaceId } from '@parley/protocol'
import type { RowNote } from '../../bus/bus.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { every } from '../../lib/periodic.ts'
import { createRecentMap } from '../../lib/recent-map.ts'
import type { QueuePlace } from '../../realtime/index.ts'
import type { Sink } from '../../realtime/sink.ts'

/** Who waits for an agent, and since when. */
export type InLine = { id: ConversationId; since: Date }
/** A department's line, as far as it is counted, the longest wait first. */
type Counted = { rows: readonly InLine[]; isCut: boolean }
/** Somebody who waits: since when, and who is before him; null: he is further behind than is counted. */
export type Standing = { conversationId: ConversationId; place: { since: Date; before: readonly InLine[] } | null }
type Line = { workspaceId: WorkspaceId; departmentId: DepartmentId }

type Deps = {
  clock: Clock
  log: Logger
  /** The first `limit` of those who wait. */
  list(line: Line, limit: number): Promise<InLine[]>
  /** What visitors of a site are told of a place in this line; null: nothing. */
  guide(line: Line, siteId: SiteId): Promise<((standing: Standing) => string) | null>
}

/** One open conversation of a visitor here. */
type Follower = {
  readonly sink: Sink
  readonly conversationId: ConversationId
  readonly siteId: SiteId
  line: Watched
  /** As far as is known. */
  waits: boolean
  text: string | null
}
/** A department whose visitors are on the line. */
type Watched = Line & {
  followers: Set<Follower>
  known: ReadonlySet<ConversationId>
  isCut: boolean
  timer: NodeJS.Timeout | null
  lookedAt: number
  isLooking: boolean
  /** Of whom something was heard while it was looked at: what was seen of them is old. */
  heard: Set<ConversationId>
}
type Parts = Deps & {
  lines: Map<string, Watched>
  followers: Map<ConversationId, Set<Follower>>
  /** What was told last, by conversation: a long-poll that comes again has heard it. */
  told: ReturnType<typeof createRecentMap<ConversationId, string>>
}

/** Beyond so many nobody counts. */
export const COUNTED = 100
/** Several reasons to look are one look. Milliseconds, as all here. */
const GATHER_MS = 250
/** A line is looked at this often at most, whatever happens in it. */
const REST_MS = 1_000
/** What the bus lost is found by looking, and promises change as time goes by. */
const CHECK_MS = 20_000
const DEGRADED_MS = 2_000
const REMEMBERED = 20_000

/** Visitors by department: told their place when they come, and when it changes. */
export function createWatch(deps: Deps) {
  const parts: Parts = { ...deps, lines: new Map(), followers: new Map(), told: createRecentMap(REMEMBERED) }
  const { lines, followers } = parts
  const check = async () => {
    for (const line of lines.values()) lookIn(parts, line, 0)
  }
  let stopChecking: () => void = () => undefined

  return {
    /** A visitor's conversation that is read on a line: its place is told from now on. The result ends that. */
    follow(sink: Sink, conversationId: ConversationId, { departmentId, siteId, mayWait }: QueuePlace): () => void {
      const { workspaceId } = sink.principal
      const line = lineOf(parts, { workspaceId, departmentId })
      const one: Follower = { sink, conversationId, siteId, line, waits: mayWait, text: null }
      line.followers.add(one)
      followers.set(conversationId, (followers.get(conversationId) ?? new Set()).add(one))
      // A claim while nobody of it was on the line here is told now.
      if (!mayWait) tell(parts, one, null)
      // What is folded meanwhile is told by a note; what was folded before it listened is found by looking.
      else lookIn(parts, line, GATHER_MS)
      return () => leave(parts, one)
    },
    hear: (note: RowNote): void => hear(parts, note),
    /** Looks at every line now: for tests. */
    check,
    size: () => ({ lines: lines.size, followers: followers.size }),
    /** Where instances may miss each other's notes (`isDegraded`) it looks more often. */
    start(isDegraded: () => boolean): void {
      stopChecking = every(() => (isDegraded() ? DEGRADED_MS : CHECK_MS), check, deps.log)
    },
    stop(): void {
      stopChecking()
      for (const { timer } of lines.values()) if (timer) clearTimeout(timer)
      lines.clear()
      followers.clear()
    },
  }
}

const keyOf = ({ workspaceId, departmentId }: Line) => `${workspaceId} ${departmentId}`

function lineOf({ lines }: Parts, line: Line): Watched {
  const key = keyOf(line)
  const had = lines.get(key)
  if (had) return had
  const empty = { followers: new Set<Follower>(), known: new Set<ConversationId>(), isCut: false }
  const made: Watched = { ...line, ...empty, timer: null, lookedAt: -Infinity, isLooking: false, heard: new Set() }
  lines.set(key, made)
  return made
}

function quit({ lines }: Parts, one: Follower): void {
  const { line } = one
  line.followers.delete(one)
  if (line.followers.size > 0) return
  if (line.timer) clearTimeout(line.timer)
  if (lines.get(keyOf(line)) === line) lines.delete(keyOf(line))
}

function leave(parts: Parts, one: Follower): void {
  quit(parts, one)
  const all = parts.followers.get(one.conversationId)
  if (all?.delete(one) && all.size === 0) parts.followers.delete(one.conversationId)
}

/** A row changed: whoever waits no more is told at once; of a line that is another now the others are told after a look. */
function hear(parts: Parts, note: RowNote): void {
  const { workspaceId, conversationId, keys, left } = note
  const [here] = departmentsOf(keys)
  const waits = note.waits === true
  for (const one of parts.followers.get(conversationId) ?? []) {
    if (one.line.workspaceId === workspaceId) hearOwn(parts, one, { waits, here })
  }
  for (const departmentId of new Set(departmentsOf([...keys, ...left]))) {
    const line = parts.lines.get(keyOf({ workspaceId, departmentId }))
    if (line) hearIn(parts, line, { id: conversationId, waits: waits && departmentId === here })
  }
}

function hearOwn(parts: Parts, one: Follower, { waits, here }: { waits: boolean; here: DepartmentId | undefined }) {
  one.waits = waits
  if (!waits) tell(parts, one, null)
  if (here && here !== one.line.departmentId) move(parts, one, here)
}

const departmentsOf = (keys: readonly string[]) =>
  keys.flatMap((key) => (key.startsWith('dep:') ? [key.slice(4) as DepartmentId] : [])) // made by `departmentKey`

type Heard = { id: ConversationId; waits: boolean }

function hearIn(parts: Parts, line: Watched, heard: Heard): void {
  if (line.isLooking) line.heard.add(heard.id)
  else if (isNews(line, heard)) lookIn(parts, line, GATHER_MS)
}

/** Whether the line is another one by this, for anybody who waits in it here. */
function isNews({ known, isCut, followers }: Watched, { id, waits }: Heard): boolean {
  const isOther = waits ? !known.has(id) && !isCut : known.has(id)
  return isOther && [...followers].some((one) => one.waits)
}

function move(parts: Parts, one: Follower, departmentId: DepartmentId): void {
  quit(parts, one)
  one.line = lineOf(parts, { workspaceId: one.line.workspaceId, departmentId })
  one.line.followers.add(one)
}

function lookIn(parts: Parts, line: Watched, ms: number): void {
  if (line.timer) return
  const now = parts.clock.now().getTime()
  const waitMs = Math.max(ms, Math.min(REST_MS, line.lookedAt + REST_MS - now))
  line.timer = setTimeout(look, waitMs, parts, line).unref()
}

async function look(parts: Parts, line: Watched): Promise<void> {
  line.timer = null
  if (line.isLooking) return lookIn(parts, line, GATHER_MS)
  line.isLooking = true
  line.lookedAt = parts.clock.now().getTime()
  line.heard.clear()
  try {
    const found = await parts.list(line, COUNTED + 1)
    const rows = found.slice(0, COUNTED)
    line.isCut = found.length > COUNTED
    line.known = new Set(rows.map(({ id }) => id))
    await tellAll(parts, line, { rows, isCut: line.isCut })
  } catch (error) {
    parts.log.warn({ err: error, departmentId: line.departmentId }, 'queue not found')
  }
  line.isLooking = false
  if (line.heard.size > 0) lookIn(parts, line, GATHER_MS)
}

async function tellAll(parts: Parts, line: Watched, { rows, isCut }: Counted): Promise<void> {
  const places = new Map(rows.map(({ id, since }, at) => [id, { since, before: rows.slice(0, at) }]))
  const concerned = [...line.followers].flatMap((one): [Follower, Standing | null][] => {
    const { conversationId, waits } = one
    const place = places.get(conversationId) ?? null
    return [[one, place || (isCut && waits) ? { conversationId, place } : null]]
  })
  const sites = new Set(concerned.flatMap(([{ siteId }, standing]) => (standing ? [siteId] : [])))
  const guides = new Map(
    await Promise.all([...sites].map(async (siteId) => [siteId, await parts.guide(line, siteId)] as const)),
  )
  for (const [one, standing] of concerned) {
    if (!line.followers.has(one) || line.heard.has(one.conversationId)) continue
    one.waits = standing !== null
    tell(parts, one, standing && (guides.get(one.siteId)?.(standing) ?? null))
  }
}

/** Null: it has no place any more, which is told to whoever was told one. */
function tell({ told }: Parts, one: Follower, text: string | null): void {
  const { conversationId, sink } = one
  const before = told.get(conversationId)
  if (text === null) {
    if (one.text === null && before === undefined) return
    one.text = null
    told.delete(conversationId)
    sink.send(JSON.stringify({ t: 'queue', conversationId, position: null, wait: null }))
  } else if (text !== one.text) {
    const isKnown = one.text === null && before === text
    one.text = text
    told.set(conversationId, text)
    sink[isKnown ? 'sendAgain' : 'send'](text)
  }
}
