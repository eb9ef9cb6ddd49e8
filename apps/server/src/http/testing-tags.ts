import type { RouteName } from '@parley/protocol'
import { INBOX, type Input, type Tenant, type World } from '../testing.ts'

let count = 0

/** A tag of the tenant; each has a name of its own. */
export async function someTag(world: World, { agents }: Tenant): Promise<string> {
  const from = { access: world.renewed(agents.owner.access), origin: INBOX }
  const { body } = await world.call('createTag', { ...from, body: aTag() })
  return body.id
}

const aTag = () => ({ name: `tag ${++count}`, colour: 2, description: 'When somebody wants his money back' })

/** The good calls about tags: see `GOOD_CALLS`. */
export const TAG_CALLS = {
  listTags: () => ({}),
  createTag: () => ({ body: aTag() }),
  updateTag: ({ tagId }) => ({ params: { id: tagId }, body: { ...aTag(), archived: false } }),
  mergeTag: async (own, world) => ({ params: { id: await someTag(world, own) }, body: { into: own.tagId } }),
} satisfies Partial<Record<RouteName, (own: Tenant & { tagId: string }, world: World) => Input | Promise<Input>>>
