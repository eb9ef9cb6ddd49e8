import type { ConversationId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { createMemo } from '../../lib/memo.ts'
import type { Principal } from '../../lib/principal.ts'
import type { Audience, Beyond, ConversationFeed, ListChange, Opened, QueuePlace, Told } from '../../realtime/ports.ts'
import { mayList, mayRead } from './access.ts'
import type { Actions } from './actions.ts'
import { createBegun } from './begun.ts'
import type { Log } from './log.ts'
import type { Marks } from './marks.ts'
import { movedNow, movesTo } from './merge-rules.ts'
import { type ConversationRecord, departmentKey, type EventRecord, presentKeys, type Ref } from './model.ts'
import { withoutWhom } from './notes.ts'
import type { DepartmentDirectory, SiteDirectory } from './ports.ts'
import { frameFor, numberFor, rowFrame } from './projection.ts'

type Deps = {
  log: Log
  actions: Actions
  marks: Marks
  departments: Pick<DepartmentDirectory, 'list'>
  sites: SiteDirectory
  clock: Clock
  logger: Logger
}

/** Logs that are asked in one query whether they grew. */
const ASKED_AT_ONCE = 200
const GROWN = 1_000
/** The lists of a conversation that somebody looks at are read again after this, milliseconds. */
const KEYS_FOR_MS = 5_000
const KEYS_OF = 5_000

/** Conversations as sockets and long-polls see them. */
export function createFeed({ log, actions, marks, departments, sites, clock, logger }: Deps): ConversationFeed {
  const keysOf = createMemo<readonly string[]>({ clock, forMs: KEYS_FOR_MS, max: KEYS_OF })

  async function open(principal: Principal, conversationId: ConversationId): Promise<Opened> {
    const record = await log.conversations.find({ workspaceId: principal.workspaceId, conversationId })
    if (!record || !mayRead(principal, record)) return { is: 'gone' }
    const to = await movedNow(log.events, record)
    if (to) return { is: 'moved', to }
    const floor = principal.type === 'agent' ? record.floor.ord : record.floor.vseq
    return { is: 'open', floor, folded: record.head.ord, place: placeOf(record) }
  }

  /** Whoever sees every department sees those of his workspace: another's, or nobody's, is no list (S4). */
  async function isOfTenant({ workspaceId }: Principal, key: string): Promise<boolean> {
    if (!key.startsWith('dep:')) return true
    return (await departments.list(workspaceId)).some(({ _id }) => key === departmentKey(_id))
  }

  return {
    submit: actions.submit,
    ...createBegun({ conversations: log.conversations, clock }),
    open,
    mark: marks.mark,
    listMarks: marks.list,
    async mayPreview(principal) {
      if (principal.type !== 'visitor') return false
      return (await sites.featuresOf(principal.workspaceId, principal.siteId))?.typingPreview ?? false
    },
    rowKeys: (ref) =>
      keysOf.get(ref.conversationId, async () => {
        const record = await log.conversations.find(ref)
        return record ? presentKeys(record) : []
      }),
    mayList: async (principal, key) => mayList(principal, key) && (await isOfTenant(principal, key)),

    async read(ref, audience, { from, limit, maxBytes }) {
      const numbering = audience === 'agent' ? 'ord' : 'vseq'
      const records = await log.events.range(ref, { numbering, from, limit: limit + 1 })
      const events: Told[] = []
      let bytes = 0
      for (const record of records.slice(0, limit)) {
        const told = toldOf(audience, record)
        if (!told) continue
        bytes += told.text.length
        if (bytes > maxBytes) return { events, isCut: true, ord: 0 }
        events.push(told)
      }
      return { events, isCut: records.length > limit, ord: records.at(-1)?.ord ?? 0 }
    },

    async listBeyond(positions) {
      const grown: Beyond[] = []
      for (const audience of ['agent', 'visitor'] as const) {
        const asked = positions.filter((position) => position.audience === audience)
        for (let i = 0; i < asked.length; i += ASKED_AT_ONCE) {
          grown.push(...(await grownOf(log, audience, asked.slice(i, i + ASKED_AT_ONCE))))
        }
      }
      return grown
    },

    repair(ref) {
      log
        .catchUp(ref)
        .catch((error: unknown) =>
          logger.warn({ err: error, conversationId: ref.conversationId }, 'summary not repaired'),
        )
    },

    async listChanges(workspaceId, key, { since, limit }) {
      const at = clock.now()
      const records = await log.conversations.listChanged(workspaceId, key, { since, limit: limit + 1 })
      return {
        at,
        changes: records.slice(0, limit).map((record) => changeOf(key, record)),
        isCut: records.length > limit,
      }
    },
  }
}

/** Where it would stand in line. What is not folded yet may say otherwise. */
function placeOf({ departmentId, siteId, status, assigneeId }: ConversationRecord): QueuePlace | null {
  return siteId && { departmentId, siteId, mayWait: status === 'open' && assigneeId === null }
}

async function grownOf(log: Log, audience: Audience, asked: readonly (Ref & { n: number })[]): Promise<Beyond[]> {
  const positions = asked.map(({ workspaceId, conversationId, n }) => ({ ref: { workspaceId, conversationId }, n }))
  const found = await log.events.listBeyond(audience === 'agent' ? 'ord' : 'vseq', positions, GROWN)
  const highest = new Map<ConversationId, number>()
  for (const { conversationId, n } of found) highest.set(conversationId, Math.max(n, highest.get(conversationId) ?? 0))
  return [...highest].map(([conversationId, n]) => ({ conversationId, audience, n }))
}

function toldOf(audience: 'agent' | 'visitor', record: EventRecord): Told | null {
  const n = numberFor(audience, record)
  const text = frameFor(audience, record)
  return n === undefined || text === null
    ? null
    : { n, id: record._id, text, ...movesTo(record), ...withoutWhom(record) }
}

/** What a list hears of a conversation that changed: its row, or that it left (SYNC-37). */
function changeOf(key: string, record: ConversationRecord): ListChange {
  const { _id: conversationId, head, changedAt } = record
  const keys = presentKeys(record)
  const isHere = keys.includes(key)
  const text = isHere ? rowFrame(record) : JSON.stringify({ t: 'gone', key, conversationId, ord: head.ord })
  return { conversationId, ord: head.ord, changedAt, text, keys: isHere ? keys : [] }
}
