import type { BlockId, NewBlock, VisitorId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { blockFor, blockNotFound, checkMayBlockRanges } from './access.ts'
import { type BlockRecord, isOver } from './model.ts'
import { createPutting, type PuttingDeps } from './putting.ts'
import { rangeToBlock } from './ranges.ts'
import { MOST_LISTED } from './store.ts'

export type BlockDeps = PuttingDeps & {
  visitors: { find(workspaceId: WorkspaceId, id: VisitorId): Promise<{ name: string | null } | null> }
}
type Why = Pick<BlockRecord, 'reason' | 'expiresAt'>
/** `name`: what a blocked visitor calls himself. */
export type Listed = { record: BlockRecord; name: string | null }

const LONGEST_MS = 10 * 365 * 24 * 60 * 60_000

/** Who blocks ranges and lifts blocks is said by the routes and `access.ts`: `supervisor` and above. */
export function createBlockActions(deps: BlockDeps) {
  const { store, visitors, clock } = deps
  const putting = createPutting(deps)

  async function listed(record: BlockRecord): Promise<Listed> {
    const { workspaceId, kind, target } = record
    const visitor = kind === 'visitor' ? await visitors.find(workspaceId, target as VisitorId) : null // by its kind
    return { record, name: visitor?.name ?? null }
  }

  function aBlock(by: AgentPrincipal, whom: Pick<BlockRecord, 'kind' | 'target'>, why: Why): BlockRecord {
    const now = clock.now()
    const made = { _id: newId('blk', now), by: by.agentId, createdAt: now }
    return { ...made, workspaceId: by.workspaceId, ...whom, ...why, endedAt: null, goneAt: why.expiresAt }
  }

  return {
    async list({ workspaceId }: AgentPrincipal): Promise<{ blocks: Listed[]; truncated: boolean }> {
      const found = await store.list(workspaceId)
      const blocks = found.slice(0, MOST_LISTED).filter((one) => !isOver(one, clock.now()))
      return { blocks: await Promise.all(blocks.map(listed)), truncated: found.length > MOST_LISTED }
    },

    /** `address`: where the agent's own request comes from. Throws as the route says. */
    async create(by: AgentPrincipal, asked: NewBlock, address: string): Promise<Listed> {
      if (asked.target.type === 'range') checkMayBlockRanges(by)
      const why = { reason: asked.reason, expiresAt: endOf(asked, clock.now()) }
      return listed(await putting.insert(aBlock(by, whomOf(asked, address), why)))
    },

    /** Without a word why, and until somebody lifts it. */
    async blockVisitor(by: AgentPrincipal, id: VisitorId): Promise<void> {
      await putting.insert(aBlock(by, { kind: 'visitor', target: id }, { reason: '', expiresAt: null }))
    },

    unblockVisitor: ({ workspaceId }: AgentPrincipal, id: VisitorId): Promise<void> =>
      putting.liftVisitor(workspaceId, id),

    /** One that is lifted stays so, whoever was blocked since. */
    async end(by: AgentPrincipal, id: BlockId): Promise<void> {
      const record = await blockFor(store, by, id)
      if (!record.endedAt) await putting.lift(record)
    },

    async restore(by: AgentPrincipal, id: BlockId): Promise<Listed> {
      const record = await blockFor(store, by, id)
      const isLate = isOver({ ...record, endedAt: null }, clock.now())
      const back = isLate ? null : await putting.restore(record)
      if (!back) throw blockNotFound()
      return listed(back)
    },
  }
}
export type BlockActions = ReturnType<typeof createBlockActions>

function whomOf({ target, ...asked }: NewBlock, address: string): Pick<BlockRecord, 'kind' | 'target'> {
  if (target.type === 'visitor') return { kind: 'visitor', target: target.visitorId }
  return { kind: 'range', target: rangeToBlock(target.range, address, asked) }
}

/** Throws `invalid_request`. */
function endOf({ expiresAt: until }: Pick<NewBlock, 'expiresAt'>, now: Date): Date | null {
  if (until === null) return null
  const ms = Date.parse(until) - now.getTime()
  if (ms > 0 && ms <= LONGEST_MS) return new Date(until)
  throw new AppError('invalid_request', 'A block ends in the future, within ten years, or never.')
}
