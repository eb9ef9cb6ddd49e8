import type { DeviceId, RouteName } from '@parley/protocol'
import { aBrowser } from '../push/testing.ts'
import type { Input, Tenant, World } from '../testing.ts'
import type { Fixture } from './testing-fixture.ts'

const TEXTS = { kinds: { waiting: 'New conversation' }, visitor: 'Visitor', test: 'It works.' }
let devices = 0
const aDevice = () => ({ endpoint: `https://push.example/agent-${++devices}`, keys: aBrowser().keys, texts: TEXTS })

/** A device of the owner. */
export const someDevice = async (world: World, { agents: { owner } }: Pick<Tenant, 'agents'>): Promise<DeviceId> =>
  (await world.call('addDevice', { access: world.renewed(owner.access), body: aDevice() })).body.id

/** The good calls of devices on which agents are told by push. */
export const DEVICE_CALLS = {
  tellNotices: ({ conversation }) => ({ body: { told: [{ kind: 'waiting', conversationId: conversation.id }] } }),
  listDevices: () => ({}),
  addDevice: () => ({ body: aDevice() }),
  removeDevice: async (own, world) => ({ params: { id: await someDevice(world, own) } }),
  testDevice: async (own, world) => ({ params: { id: await someDevice(world, own) } }),
} satisfies Partial<Record<RouteName, (own: Fixture, world: World) => Input | Promise<Input>>>
