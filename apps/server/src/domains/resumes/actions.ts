import { type ConversationId, LIMITS } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { hashSecret, newSecret } from '../../http/secrets.ts'
import type { Clock } from '../../lib/clock.ts'
import type { AgentPrincipal, VisitorPrincipal } from '../../lib/principal.ts'
import type { ConversationRecord, Conversations } from '../conversations/index.ts'
import type { Sites } from '../sites/index.ts'
import type { Visitors } from '../visitors/index.ts'
import type { ResumeStore } from './store.ts'

export type ResumeDeps = {
  store: ResumeStore
  conversations: Pick<Conversations, 'gate' | 'find'>
  sites: Pick<Sites, 'find'>
  visitors: Pick<Visitors, 'resume'>
  clock: Clock
  /** The hosted page of a site; the token stands behind its `#`, which no server and no log sees. */
  pageUrl(siteKey: string, token: string): string
}

export function createResumeActions({ store, conversations, sites, visitors, clock, pageUrl }: ResumeDeps) {
  /** A link opens what it names: of what that was merged into, nothing to whom it is not his anyway (SYNC-87). */
  async function isTheirs(by: VisitorPrincipal, id: ConversationId): Promise<boolean> {
    const found = await conversations.gate(by, id).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'conversation_not_found') return null
      throw error
    })
    return found !== null
  }

  return {
    /** Throws `conversation_not_found`, also when no page could continue it. */
    async createLink(by: AgentPrincipal, conversationId: ConversationId): Promise<{ url: string; expiresAt: Date }> {
      const record = await conversations.gate(by, conversationId)
      const site = record.siteId && (await sites.find(by.workspaceId, record.siteId))
      if (!site || !isOpen(record)) throw new AppError('conversation_not_found', 'No page could continue this.')
      const { workspaceId } = record
      const token = `${workspaceId}.${newSecret()}`
      const expiresAt = new Date(clock.now().getTime() + LIMITS.resumeLinkMs)
      const link = { workspaceId, siteId: site._id, conversationId, expiresAt, usedBy: null }
      await store.insert({ _id: hashSecret(token), ...link })
      return { url: pageUrl(site.key, token), expiresAt }
    },

    /**
     * Lets the browser of `by` continue what the link names. It is used up by the first; that one may ask again, since
     * an answer may be lost. Throws `link_expired` for whatever else is wrong with it.
     */
    async resume(by: VisitorPrincipal, token: string): Promise<ConversationId> {
      const { workspaceId } = by
      const link = by.blocked ? null : await store.claim(hashSecret(token), by, clock.now())
      if (!link) throw expired()
      const { conversationId } = link
      const record = await conversations.find({ workspaceId, conversationId })
      if (!isOpen(record)) throw expired()
      if (record.movedTo && !(await isTheirs(by, record.movedTo))) throw expired()
      await visitors.resume(by, conversationId)
      return conversationId
    },
  }
}
export type ResumeActions = ReturnType<typeof createResumeActions>

const isOpen = (record: ConversationRecord | null): record is ConversationRecord => record !== null && !record.erasedAt

/** Used by another, too old, never made by us, of another site: from outside they look the same. */
function expired(): AppError {
  return new AppError('link_expired', 'Ask for a new link.')
}
