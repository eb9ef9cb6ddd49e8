import type { Engine } from '@parley/database/testing'
import sharp from 'sharp'
import { SHOP, startWorld, type Tenant, type World } from '../../testing.ts'

/** A server with a visitor who has begun a conversation: what files are sent in. */
export async function aTalk(engine: Engine) {
  const world = await startWorld(engine)
  const tenant: Tenant = await world.addTenant('acme')
  const vera = await world.addVisitor(tenant.site)
  const conversation = await world.addConversation(vera, 'hello')
  return { world, tenant, vera, conversation, asVisitor: asVisitor(world, vera) }
}
export type Talk = Awaited<ReturnType<typeof aTalk>>

/** A new token each time: tests pass hours. */
const asVisitor =
  (world: World, { access }: Awaited<ReturnType<World['addVisitor']>>) =>
  () => ({
    access: world.renewed(access),
    origin: SHOP,
  })

export const pixels = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#a0522d' } })
