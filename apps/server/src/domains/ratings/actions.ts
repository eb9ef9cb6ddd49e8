import { type ConversationId, LIMITS, type SendFrame, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { hashSecret, newSecret } from '../../http/secrets.ts'
import type { Clock } from '../../lib/clock.ts'
import { newCmid } from '../../lib/new-id.ts'
import type { AgentPrincipal, VisitorPrincipal } from '../../lib/principal.ts'
import type { ConversationRecord, Conversations } from '../conversations/index.ts'
import type { RatingLinkRecord, RatingStore } from './store.ts'

export type RatingDeps = {
  store: RatingStore
  conversations: Pick<Conversations, 'gate' | 'find' | 'submit'>
  clock: Clock
  pageUrl(token: string): string
}

/** What a good link leads to. */
export type Asked = { record: ConversationRecord; isUsed: boolean }

export function createRatingActions({ store, conversations, clock, pageUrl }: RatingDeps) {
  async function linkOf(token: string): Promise<RatingLinkRecord> {
    const tenant = WorkspaceId.safeParse(token.slice(0, token.indexOf('.')))
    const link = tenant.success ? await store.find(tenant.data, hashSecret(token), clock.now()) : null
    if (!link) throw expired()
    return link
  }

  async function conversationOf({ workspaceId, conversationId }: RatingLinkRecord): Promise<Rated> {
    const record = await conversations.find({ workspaceId, conversationId })
    if (!isRatable(record)) throw expired()
    return record
  }

  /** Where the conversation was merged into another, that one is rated: it is the same visitor's. */
  async function submit(by: VisitorPrincipal, frame: SendFrame) {
    const answer = await conversations.submit(by, frame)
    const to = answer.t === 'nack' && answer.code === 'moved' && answer.to
    return to ? conversations.submit(by, { ...frame, conversationId: to }) : answer
  }

  return {
    /** Throws `conversation_not_found`, also when no visitor could rate it. */
    async createLink(by: AgentPrincipal, conversationId: ConversationId): Promise<{ url: string; expiresAt: Date }> {
      const record = await conversations.gate(by, conversationId)
      if (!isRatable(record)) throw new AppError('conversation_not_found', 'No visitor has said anything here.')
      const { workspaceId } = record
      const token = `${workspaceId}.${newSecret()}`
      const now = clock.now()
      const expiresAt = new Date(now.getTime() + LIMITS.ratingLinkMs)
      const link = { workspaceId, conversationId, cmid: newCmid(now), expiresAt, usedAt: null }
      await store.insert({ _id: hashSecret(token), ...link })
      return { url: pageUrl(token), expiresAt }
    },

    /** What the page asks about; changes nothing, since scanners look at links too. Throws `link_expired`. */
    async look(token: string): Promise<Asked> {
      const link = await linkOf(token)
      return { record: await conversationOf(link), isUsed: link.usedAt !== null }
    },

    /**
     * Rates as the visitor of the conversation. The link's own command is what is appended: a second use meets it in the
     * log, and is the same rating again or refused. Throws `link_expired`, and what the conversation refuses.
     */
    async rate(token: string, body: { score: number; comment?: string }): Promise<void> {
      const link = await linkOf(token)
      const record = await conversationOf(link)
      const { cmid, conversationId } = link
      const frame: SendFrame = { t: 'send', cmid, conversationId, kind: 'conv.rate', body }
      const answer = await submit(visitorOf(record), frame)
      if (answer.t === 'nack' && answer.code === 'cmid_conflict') throw expired()
      if (answer.t === 'nack') throw new AppError(answer.code, 'The rating was not taken.')
      await store.markUsed(link, clock.now())
    },
  }
}
export type RatingActions = ReturnType<typeof createRatingActions>

type Rated = ConversationRecord & {
  siteId: NonNullable<ConversationRecord['siteId']>
  visitorId: VisitorPrincipal['visitorId']
}

function isRatable(record: ConversationRecord | null): record is Rated {
  return record?.siteId != null && record.visitorId !== null && !record.erasedAt
}

/** Whom a link speaks for: the visitor who began the conversation, and nobody else. */
function visitorOf({ workspaceId, siteId, visitorId, contactId }: Rated): VisitorPrincipal {
  return {
    ...{ type: 'visitor', workspaceId, siteId, visitorId, contactId },
    ...{ predecessorId: null, name: null, email: null, phone: null, blocked: false },
  }
}

/** Used, too old, never made by us: from outside they look the same. */
function expired(): AppError {
  return new AppError('link_expired', 'Ask for a new link.')
}
