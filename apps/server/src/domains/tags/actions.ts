import type { TagId, WorkspaceTag } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { tagFor } from './access.ts'
import { MOST_TAGS, type TagRecord, type TagStore } from './store.ts'

export type TagDeps = { store: TagStore; clock: Clock }
type Written = Pick<WorkspaceTag, 'name' | 'colour' | 'description'>
type Change = Partial<Written> & { archived?: boolean; known?: string }

export function createTagActions({ store, clock }: TagDeps) {
  /** After `before`: a store's clock may stand still between two changes. */
  const later = (before: Date) => new Date(Math.max(clock.now().getTime(), before.getTime() + 1))

  return {
    list: ({ workspaceId }: AgentPrincipal) => store.list(workspaceId),

    /** Throws `tag_taken`, `list_full`. */
    async create({ workspaceId }: AgentPrincipal, written: Written): Promise<TagRecord> {
      if ((await store.list(workspaceId)).length >= MOST_TAGS)
        throw new AppError('list_full', `There are ${MOST_TAGS} tags already.`)
      const now = clock.now()
      const record: TagRecord = {
        ...{ _id: newId('tag', now), workspaceId, ...written, formerNames: [], archived: false, updatedAt: now },
        words: [wordOf(written.name)],
      }
      await store.insert(record)
      return record
    },

    /** Throws `tag_not_found`, `tag_taken`, `changed_since`. */
    async update(by: AgentPrincipal, id: TagId, { known, ...change }: Change): Promise<TagRecord> {
      const record = await tagFor(store, by, id)
      const seen = known === undefined ? record.updatedAt : new Date(known)
      const after = named({ ...record, ...change }, [record.name, ...record.formerNames])
      const changed = await store.replace({ ...after, updatedAt: later(record.updatedAt) }, seen)
      if (!changed) throw new AppError('changed_since', 'Somebody else changed it since you read it: read it again.')
      return changed
    },

    /**
     * The one that goes is removed first, since each word belongs to one tag; a crash in between leaves its words without
     * a colour, and they can be given to a tag again. Throws `tag_not_found`.
     */
    async merge(by: AgentPrincipal, id: TagId, into: TagId): Promise<TagRecord> {
      const [gone, stays] = [await tagFor(store, by, id), await tagFor(store, by, into)]
      if (gone._id === stays._id) return stays
      await store.remove(gone)
      const after = named(stays, [...stays.formerNames, gone.name, ...gone.formerNames])
      const merged = await store.replace({ ...after, updatedAt: later(stays.updatedAt) }, stays.updatedAt)
      if (!merged) throw new AppError('changed_since', 'Somebody changed it at the same moment: look again.')
      return merged
    },
  }
}
export type TagActions = ReturnType<typeof createTagActions>

const wordOf = (name: string) => name.toLowerCase()

/** The tag with the words of its name and of `former` names, each once. */
function named(record: TagRecord, former: readonly string[]): TagRecord {
  const formerNames = [...new Map(former.map((name) => [wordOf(name), name])).values()].filter(
    (name) => wordOf(name) !== wordOf(record.name),
  )
  return { ...record, formerNames, words: [record.name, ...formerNames].map(wordOf) }
}
