import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { AgentId, BlockId, VisitorId } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** A range of addresses: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`. Which texts are one is said by the server. */
const Range = z.string().trim().min(1).max(60)
const Why = z.string().trim().max(500)

/** Who is not let in: a visitor, or everybody who comes from a range of addresses. */
export const Block = z.strictObject({
  id: BlockId,
  target: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('visitor'), visitorId: VisitorId, name: z.string().nullable() }),
    z.strictObject({ type: z.literal('range'), range: z.string() }),
  ]),
  reason: z.string(),
  by: AgentId,
  createdAt: Timestamp,
  /** Null: until somebody lifts it. */
  expiresAt: Timestamp.nullable(),
})
export type Block = z.infer<typeof Block>

const NewBlock = z.strictObject({
  target: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('visitor'), visitorId: VisitorId }),
    z.strictObject({ type: z.literal('range'), range: Range }),
  ]),
  reason: Why,
  expiresAt: Timestamp.nullable(),
  /** The range may hold the address that this request comes from. */
  confirmed: z.boolean().optional(),
})
export type NewBlock = z.infer<typeof NewBlock>

const onOne = { params: z.strictObject({ id: BlockId }) } as const

export const blockEndpoints = {
  listBlocks: endpoint(ROUTES.listBlocks, {
    summary: 'Who is blocked now, visitors and ranges of addresses, the newest first',
    response: z.strictObject({ blocks: z.array(Block), truncated: z.boolean() }),
    errors: [],
  }),
  createBlock: endpoint(ROUTES.createBlock, {
    summary: 'Block a visitor or, as a supervisor, a range of addresses; takes the place of the block that there was',
    body: NewBlock,
    status: 201,
    response: Block,
    errors: ['visitor_not_found', 'forbidden', 'range_too_wide', 'own_address', 'list_full'],
  }),
  endBlock: endpoint(ROUTES.endBlock, {
    summary: 'Lift a block before its time; for a day it can be restored',
    ...onOne,
    status: 204,
    errors: ['block_not_found'],
  }),
  restoreBlock: endpoint(ROUTES.restoreBlock, {
    summary: 'Block again whom a block was lifted from, until when it said',
    ...onOne,
    response: Block,
    errors: ['block_not_found', 'list_full'],
  }),
}
