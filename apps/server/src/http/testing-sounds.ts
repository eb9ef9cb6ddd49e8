import type { RouteName, SoundId } from '@parley/protocol'
import { aWav } from '../domains/sounds/testing.ts'
import type { Input, Tenant, World } from '../testing.ts'
import type { Fixture } from './testing-fixture.ts'

const CONTENT = aWav(0.01).toString('base64')

/** A sound of the owner. */
export const someSound = async (world: World, { agents: { owner } }: Pick<Tenant, 'agents'>): Promise<SoundId> =>
  (await world.call('addSound', { access: world.renewed(owner.access), body: { name: 'Gong', content: CONTENT } })).body
    .id

/** The good calls of sounds that agents bring with them. */
export const SOUND_CALLS = {
  listSounds: () => ({}),
  addSound: () => ({ body: { name: 'Gong', content: CONTENT } }),
  renameSound: ({ soundId }) => ({ params: { id: soundId }, body: { name: 'Bell' } }),
  deleteSound: async (own, world) => ({ params: { id: await someSound(world, own) } }),
  getSoundContent: ({ soundId }) => ({ params: { id: soundId } }),
} satisfies Partial<Record<RouteName, (own: Fixture, world: World) => Input | Promise<Input>>>
