import type { Client } from '@parley/client'
import type { TagId, WorkspaceTag } from '@parley/protocol'
import { computed, createModel, signal } from '@preact/signals'

type Written = Pick<WorkspaceTag, 'name' | 'colour' | 'description'>
type Change = Partial<Written> & { archived?: boolean; known?: string }

/** The tags of the workspace: what words on conversations are called now, and in which colour. */
export const TagsModel = createModel((client: Pick<Client, 'call'>) => {
  const all = signal<readonly WorkspaceTag[]>([])
  const state = signal<'none' | 'loading' | 'ready' | 'failed'>('none')
  const byWord = computed(
    () =>
      new Map(
        all.value.flatMap((tag) => [tag.name, ...tag.formerNames].map((name) => [name.toLowerCase(), tag] as const)),
      ),
  )

  async function load(): Promise<void> {
    if (state.peek() === 'loading') return
    state.value = 'loading'
    const answer = await client.call('listTags', {}).catch(() => null)
    if (answer) all.value = sorted(answer.tags)
    state.value = answer ? 'ready' : 'failed'
  }
  function put(tag: WorkspaceTag): void {
    all.value = sorted([...all.peek().filter(({ id }) => id !== tag.id), tag])
  }

  return {
    ...{ all, state, load },
    /** Once is enough: administrators change them seldom. */
    need() {
      if (state.peek() === 'none') void load()
    },
    /** What a word means; null for one that nobody defined. */
    of: (word: string): WorkspaceTag | null => byWord.value.get(word.toLowerCase()) ?? null,
    async create(body: Written): Promise<void> {
      put(await client.call('createTag', { body }))
    },
    async update(id: TagId, body: Change): Promise<void> {
      put(await client.call('updateTag', { params: { id }, body }))
    },
    async merge(id: TagId, into: TagId): Promise<void> {
      const tag = await client.call('mergeTag', { params: { id }, body: { into } })
      all.value = all.peek().filter((one) => one.id !== id)
      put(tag)
    },
  }
})
export type TagsModel = InstanceType<typeof TagsModel>

const sorted = (tags: readonly WorkspaceTag[]) => [...tags].sort((a, b) => a.name.localeCompare(b.name))
