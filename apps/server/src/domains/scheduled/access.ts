import type { ScheduledId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { ScheduledRecord } from './model.ts'
import type { ScheduledStore } from './store.ts'

/** The only way from an id in a request to one of his own; nobody's role opens another's. Throws `scheduled_not_found`. */
export async function scheduledFor(
  store: Pick<ScheduledStore, 'find'>,
  by: AgentPrincipal,
  id: ScheduledId,
): Promise<ScheduledRecord> {
  const record = await store.find(by.workspaceId, id)
  return ownOf(by, record?.state === 'sent' ? null : record)
}

/** The record, where it is his. Throws `scheduled_not_found`. */
export function ownOf({ agentId }: AgentPrincipal, record: ScheduledRecord | null): ScheduledRecord {
  if (record?.agentId !== agentId) throw new AppError('scheduled_not_found', 'There is no such message.')
  return record
}
