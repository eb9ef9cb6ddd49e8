import type { ContactId, LikenessKind, WorkspaceId } from '@parley/protocol'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { contactFor } from './access.ts'
import { isVerified, LABEL } from './derived.ts'
import { kindOf, likenessOf } from './likeness.ts'
import { afterId, cursorOfId } from './list.ts'
import type { ContactRecord } from './model.ts'
import type { ContactStore } from './store.ts'

/** Contacts that are looked at together, and how often for one page. */
const TOGETHER = 250
const ROUNDS = 4
/** A page that has so many groups is full. */
const GROUPS = 20
/** Of one key, or of one contact. */
const ALIKE = 10

type Group = { by: LikenessKind; contacts: ContactRecord[] }
type Deps = { store: Pick<ContactStore, 'find' | 'list' | 'listAlike'> }

/** Who may be one person twice: told, never done. */
export function createDuplicates({ store }: Deps) {
  /** Groups whose newest contact is among `records`, so that each is found once. */
  async function groupsAmong(workspaceId: WorkspaceId, records: readonly ContactRecord[]): Promise<Group[]> {
    const keys = [...new Set(records.flatMap(likenessOf))]
    const alike = keys.length > 0 ? await store.listAlike(workspaceId, keys, TOGETHER * ALIKE) : []
    const own = new Set(records.map(({ _id }) => _id))
    const byKey = Map.groupBy(
      alike.flatMap((contact) => likenessOf(contact).map((key) => ({ key, contact }))),
      ({ key }) => key,
    )
    const groups = new Map<string, Group>()
    for (const [key, those] of byKey) {
      const contacts = those.map(({ contact }) => contact).sort((a, b) => (a._id < b._id ? 1 : -1))
      const [newest] = contacts
      if (!newest || !own.has(newest._id) || !mayBeOne(contacts)) continue
      const name = contacts.map(({ _id }) => _id).join()
      if (!groups.has(name)) groups.set(name, { by: kindOf(key), contacts: contacts.slice(0, ALIKE) })
    }
    return [...groups.values()]
  }

  return {
    /** Throws `contact_not_found`. */
    async of(by: Pick<AgentPrincipal, 'workspaceId'>, id: ContactId) {
      const contact = await contactFor(store, by, id)
      const keys = likenessOf(contact)
      const alike = keys.length > 0 ? await store.listAlike(by.workspaceId, keys, ALIKE + 1) : []
      const others = alike.filter((other) => other._id !== contact._id && mayBeOne([contact, other]))
      const likely = others.map((other) => {
        const common = likenessOf(other).filter((key) => keys.includes(key))
        return { by: common.map(kindOf), contact: other }
      })
      return { contact, likely: likely.filter(({ by: kinds }) => kinds.length > 0).slice(0, ALIKE) }
    },

    async page(workspaceId: WorkspaceId, cursor: string | undefined) {
      const groups: Group[] = []
      let place = cursor
      for (let i = 0; i < ROUNDS && groups.length < GROUPS; i++) {
        const filter = { $and: [{ workspaceId, labels: LABEL.all }, place === undefined ? {} : afterId(place)] }
        const records = await store.list(filter, { _id: -1 }, TOGETHER)
        groups.push(...(await groupsAmong(workspaceId, records)))
        const last = records.at(-1)
        if (!last || records.length < TOGETHER) return { groups, cursor: null }
        place = cursorOfId(last)
      }
      return { groups, cursor: place ?? null }
    },
  }
}
export type Duplicates = ReturnType<typeof createDuplicates>

/** Two who both proved who they are stay two (complaint 8). */
const mayBeOne = (contacts: readonly ContactRecord[]) =>
  contacts.length > 1 && contacts.filter(isVerified).length < contacts.length
