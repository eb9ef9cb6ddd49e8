import type { RouteName } from '@parley/protocol'
import { INBOX, type Input, type Tenant, type World } from '../testing.ts'

const aRange = (range: string) => ({
  ...{ target: { type: 'range', range }, reason: 'Advertises what nobody wants', expiresAt: null },
})

/** A range that the tenant has blocked; nobody comes from there. */
export async function someBlock(world: World, { agents }: Tenant): Promise<string> {
  const from = { access: world.renewed(agents.owner.access), origin: INBOX }
  const { body } = await world.call('createBlock', { ...from, body: aRange('198.51.100.0/24') })
  return body.id
}

/** The good calls about blocks: see `GOOD_CALLS`. */
export const BLOCK_CALLS = {
  listBlocks: () => ({}),
  // Somebody of his own: whoever else was blocked could do nothing after.
  createBlock: async ({ site }, world) => {
    const { id: visitorId } = await world.addVisitor(site)
    const expiresAt = new Date(world.deps.clock.now().getTime() + 86_400_000).toISOString()
    return { body: { target: { type: 'visitor', visitorId }, reason: 'Was rude', expiresAt } }
  },
  endBlock: ({ blockId }) => ({ params: { id: blockId } }),
  restoreBlock: ({ blockId }) => ({ params: { id: blockId } }),
} satisfies Partial<Record<RouteName, (own: Tenant & { blockId: string }, world: World) => Input | Promise<Input>>>
