import type { Engine } from '@parley/database/testing'
import { aFixture } from '../../http/testing-calls.ts'
import type { Fixture } from '../../http/testing-fixture.ts'
import { startWorld, type World } from '../../testing.ts'
import { aNeighbour, listen, type Neighbour } from './neighbour.ts'

/** A server with one tenant who is attacked, and a healthy visitor of another who talks on meanwhile. */
export type Scene = { world: World; own: Fixture; port: number; neighbour: Neighbour }

export async function aScene(engine: Engine): Promise<Scene> {
  const world = await startWorld(engine)
  const own = await aFixture(world, 'acme')
  const port = await listen(world)
  return { world, own, port, neighbour: await aNeighbour(world, await world.addTenant('next-door'), port) }
}
