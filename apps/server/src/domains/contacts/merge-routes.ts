import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Duplicates } from './duplicates.ts'
import { mergesOf } from './merged.ts'
import type { Merging } from './merging.ts'
import { toProfile } from './profile.ts'

type Deps = { duplicates: Duplicates; merging: Merging; clock: Clock }

export function addMergeRoutes(scopes: Scopes, { duplicates, merging, clock }: Deps): void {
  handle(scopes, ENDPOINTS.listDuplicates, async ({ principal, query }) => {
    const { groups, cursor } = await duplicates.page(principal.workspaceId, query.cursor)
    return { groups: groups.map(({ by, contacts }) => ({ by, contacts: contacts.map(toProfile) })), cursor }
  })
  handle(scopes, ENDPOINTS.findDuplicates, async ({ principal, params }) => {
    const { contact, likely } = await duplicates.of(principal, params.id)
    const alike = likely.map((one) => ({ by: one.by, contact: toProfile(one.contact) }))
    return { likely: alike, merged: mergesOf(contact, clock.now()) }
  })
  handle(scopes, ENDPOINTS.mergeContact, ({ principal, params, body }) => merging.merge(principal, params.id, body))
  handle(scopes, ENDPOINTS.undoMerge, ({ principal, params }) => merging.undo(principal, params.id, params.fromId))
}
