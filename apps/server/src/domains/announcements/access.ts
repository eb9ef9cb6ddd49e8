import type { AnnouncementId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Place } from '../../lib/places.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { AnnouncementRecord } from './model.ts'
import type { AnnouncementStore } from './store.ts'

/** The only way from an id in a request to one that is addressed to `by`. Throws `announcement_not_found`. */
export async function announcementFor(
  store: Pick<AnnouncementStore, 'find'>,
  by: AgentPrincipal,
  { id, places }: { id: AnnouncementId; places: readonly Place[] },
): Promise<AnnouncementRecord> {
  const record = await store.find(by.workspaceId, id)
  if (!record || !places.includes(record.place))
    throw new AppError('announcement_not_found', 'There is no such announcement.')
  return record
}
