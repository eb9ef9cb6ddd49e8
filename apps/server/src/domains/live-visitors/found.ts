import type { LiveVisitor } from '@parley/protocol'
import type { ConversationRecord } from '../conversations/index.ts'
import type { VisitorRecord } from '../visitors/index.ts'
import type { Present } from './presence.ts'

/** A visitor who is there, with what is known of him. */
export type Found = Present & {
  record: VisitorRecord
  /** Where he is, as far as his site writes that down. */
  page: VisitorRecord['pages'][number] | null
  /** The newest first. */
  conversations: readonly ConversationRecord[]
}

export function toWire({ record, page, since }: Found, conversation: ConversationRecord | undefined): LiveVisitor {
  const { _id: id, siteId, name, email, contactId, referrer, language, timeZone, browser, blocked } = record
  return {
    ...{ id, siteId, name, email, referrer, language, timeZone, browser, blocked },
    ...(contactId && { contactId }),
    page: page && { ...page, at: page.at.toISOString() },
    hereSince: since.toISOString(),
    conversation: conversation
      ? {
          ...{ id: conversation._id, status: conversation.status, assigneeId: conversation.assigneeId },
          waitingSince: conversation.waitingSince?.toISOString() ?? null,
        }
      : null,
  }
}

/** Whether what is looked for stands in his name, his address or on his page. */
export function fits({ record, page }: Pick<Found, 'record' | 'page'>, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  const texts = [record.name, record.email, page?.title, page?.url]
  return texts.some((text) => text?.toLowerCase().includes(wanted))
}
