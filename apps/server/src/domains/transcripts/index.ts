import { type ConversationId, ENDPOINTS, type SiteId, type WorkspaceId } from '@parley/protocol'
import type { FastifyReply } from 'fastify'
import { AppError } from '../../errors/app-error.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import { createAtMostEach } from '../../lib/at-most.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Principal } from '../../lib/principal.ts'
import type { Conversations } from '../conversations/index.ts'
import type { Sites } from '../sites/index.ts'
import { asJson } from './as-json.ts'
import { asPage, PRINT_POLICY } from './as-page.ts'
import { asText } from './as-text.ts'
import { createTranscriptLinks, type Shown } from './links.ts'
import { transcriptOf } from './model.ts'
import { readerOf } from './reader.ts'
import { transcriptTexts } from './texts.ts'

type Deps = {
  conversations: Pick<Conversations, 'gate' | 'newest' | 'find'>
  sites: Pick<Sites, 'find' | 'featuresOf'>
  clock: Clock
  linkKey: Buffer
  fileUrl(path: string): string
}

/** What one transcript may hold; the rest is left out, and it says so. */
const LARGEST = { most: 2_000, maxBytes: 2 * 1024 * 1024 }
/** Transcripts of one workspace that are made at once, and that wait. */
const AT_ONCE = 2
const WAITING = 20
const RETRY_MS = 2_000

/** A conversation to keep: for its visitor what he saw, for agents with their notes if they ask for them. */
export function createTranscripts(deps: Deps) {
  const { sites, clock, conversations } = deps
  const links = createTranscriptLinks({ key: deps.linkKey, clock, urlFor: deps.fileUrl })
  const inTurn = createAtMostEach(AT_ONCE, WAITING, () => {
    return new AppError('rate', 'Too many transcripts at once.', { retryAfterMs: RETRY_MS })
  })

  /** Throws what stands between `by` and the transcript. */
  async function gate(by: Principal, id: ConversationId, notes: boolean): Promise<void> {
    const record = await conversations.gate(by, id)
    if (by.type === 'agent') return
    if (notes) throw new AppError('forbidden', 'Notes are the team’s.')
    const features = record.siteId && (await sites.featuresOf(record.workspaceId, record.siteId))
    if (features && !features.transcript) throw new AppError('feature_off', 'This site offers no transcripts.')
  }

  async function siteName(workspaceId: WorkspaceId, siteId: SiteId | null): Promise<string> {
    return (siteId && (await sites.find(workspaceId, siteId))?.name) || 'Parley'
  }

  async function send(reply: FastifyReply, shown: Shown) {
    const { workspaceId, id, audience, notes, format } = shown
    const ref = { workspaceId, conversationId: id }
    const record = await conversations.find(ref)
    if (!record || record.erasedAt) throw new AppError('conversation_not_found', 'There is no such conversation.')
    const texts = transcriptTexts(shown.locale)
    const reader = readerOf(shown.locale, shown.zone)
    const { entries, isAll } = await inTurn(workspaceId, () => conversations.newest(audience, ref, LARGEST))
    const site = await siteName(workspaceId, record.siteId)
    const transcript = transcriptOf({ id, site, entries, isAll, hasNotes: notes && audience === 'agent' }, texts)
    reply.header('x-robots-tag', 'noindex')
    if (format === 'print') {
      reply.header('content-security-policy', PRINT_POLICY).type('text/html; charset=utf-8')
      return reply.send(asPage(transcript, reader, texts, true))
    }
    const { type, extension, text } = fileOf(format, { transcript, reader, texts })
    const day = clock.now().toISOString().slice(0, 10)
    reply.header('content-disposition', `attachment; filename="conversation-${day}.${extension}"`)
    return reply.type(`${type}; charset=utf-8`).send(text)
  }

  return {
    addRoutes(scopes: Scopes): void {
      handle(scopes, ENDPOINTS.getTranscript, async ({ principal, params: { id }, query, reply }) => {
        const notes = query.notes === 'true'
        await gate(principal, id, notes)
        const { workspaceId, type: audience } = principal
        const { format, locale = 'en', zone = 'UTC' } = query
        return send(reply, { workspaceId, id, audience, notes, format, locale, zone, until: 0 })
      })

      handle(scopes, ENDPOINTS.linkTranscript, async ({ principal, params: { id }, body }) => {
        const { locale = 'en', zone = 'UTC', notes = false } = body
        await gate(principal, id, notes)
        const { workspaceId, type: audience } = principal
        const until = links.until()
        const of = (format: Shown['format']) =>
          links.linkTo({ workspaceId, id, audience, notes, format, locale, zone, until: until.getTime() })
        return {
          print: of('print'),
          text: of('text'),
          html: of('html'),
          json: of('json'),
          expiresAt: until.toISOString(),
        }
      })

      handle(scopes, ENDPOINTS.downloadTranscript, async ({ params, reply }) => send(reply, links.read(params.token)))
    },
  }
}

type Made = Parameters<typeof asText>
type Parts = { transcript: Made[0]; reader: Made[1]; texts: Made[2] }

function fileOf(format: Shown['format'], { transcript, reader, texts }: Parts) {
  if (format === 'text') return { type: 'text/plain', extension: 'txt', text: asText(transcript, reader, texts) }
  if (format === 'json') return { type: 'application/json', extension: 'json', text: asJson(transcript) }
  return { type: 'text/html', extension: 'html', text: asPage(transcript, reader, texts, false) }
}
