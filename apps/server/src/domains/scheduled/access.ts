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
  if (record?.agentId !== by.agentId || record.state === 'sent')
    throw new AppError('scheduled_not_found', 'There is no such message.')
  return record
}
