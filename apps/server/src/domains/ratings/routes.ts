import { ENDPOINTS } from '@parley/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import { AppError } from '../../errors/app-error.ts'
import { onAreas } from '../../http/areas.ts'
import { acceptedLanguages } from '../../http/languages.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { Sites } from '../sites/index.ts'
import type { Asked, RatingActions } from './actions.ts'
import { MOST_CHARACTERS, type PageOf, ratingPage, type Shows } from './page.ts'

type Deps = { actions: RatingActions; sites: Pick<Sites, 'find'> }

/** A form's body: a score and at most 2000 characters, each of which may take nine bytes. */
const FORM_BYTES = 32 * 1024
const FORM_TYPE = 'application/x-www-form-urlencoded'
const params = z.object({ token: z.string().regex(/^wsp_[0-9a-z]{20}\.[A-Za-z0-9_-]{43}$/) })
const Answer = z.object({ score: z.coerce.number().int().min(1).max(5), comment: z.string().max(MOST_CHARACTERS) })

/** `/rate/TOKEN`: a page without a script; looking at it changes nothing, sending its form rates (SYNC-87). */
export function addRatingRoutes(scopes: Scopes, { actions, sites }: Deps): void {
  handle(scopes, ENDPOINTS.createRatingLink, async ({ principal, params: { id } }) => {
    const { url, expiresAt } = await actions.createLink(principal, id)
    return { url, expiresAt: expiresAt.toISOString() }
  })

  scopes.file.register(async (scope) => {
    const config = onAreas('visitor')
    // A form here and nothing else, and nowhere else a form (N33).
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      FORM_TYPE,
      { parseAs: 'string', bodyLimit: FORM_BYTES },
      async (_: unknown, body: string | Buffer) => Object.fromEntries(new URLSearchParams(String(body))),
    )

    scope.get('/rate/:token', { config }, async (request, reply) => {
      const asked = await lookedAt(request)
      return send(request, reply, asked, asked && !asked.isUsed ? FORM : GONE)
    })

    scope.post('/rate/:token', { config }, async (request, reply) => {
      const asked = await lookedAt(request)
      if (!asked) return send(request, reply, null, GONE)
      const { score, comment = '' } = (request.body ?? {}) as { score?: string; comment?: string } // made by the parser
      const answer = Answer.safeParse({ score, comment: comment.trim().replace(/\r\n/g, '\n') })
      if (!answer.success)
        return send(request, reply, asked, { ...FORM, comment: comment.slice(0, MOST_CHARACTERS), problem: 'missing' })
      return send(request, reply, asked, await outcomeOf(tokenOf(request), answer.data))
    })
  })

  async function outcomeOf(token: string, { score, comment }: z.infer<typeof Answer>): Promise<Shows> {
    try {
      await actions.rate(token, { score, ...(comment && { comment }) })
      return { is: 'thanks', score }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'link_expired' || error.code === 'feature_off') return GONE
      return { ...FORM, score, comment, problem: 'trouble' }
    }
  }

  /** Null when there is nothing to rate by this link. */
  async function lookedAt(request: FastifyRequest): Promise<Asked | null> {
    const parsed = params.safeParse(request.params)
    if (!parsed.success) return null
    return actions.look(parsed.data.token).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'link_expired') return null
      throw error
    })
  }

  async function send(request: FastifyRequest, reply: FastifyReply, asked: Asked | null, shows: Shows) {
    const { html, policy, language } = ratingPage(await pageOf(request, asked), shows)
    reply.headers({ 'content-security-policy': policy, 'content-language': language, 'x-robots-tag': 'noindex' })
    return reply.code(statusOf(shows)).type('text/html; charset=utf-8').send(html)
  }

  async function pageOf({ headers }: FastifyRequest, asked: Asked | null): Promise<PageOf> {
    const { record } = asked ?? {}
    const site = record?.siteId ? await sites.find(record.workspaceId, record.siteId) : null
    const last = record?.participants.findLast(({ type }) => type === 'agent')
    return {
      languages: [...acceptedLanguages(headers['accept-language']), ...(site ? [site.language] : [])],
      ...{ site: site?.name ?? '', light: site?.light ?? null, dark: site?.dark ?? null },
      agent: record?.assigneeName ?? last?.name ?? null,
    }
  }
}

const FORM = { is: 'form', score: null, comment: '', problem: null } as const
const GONE = { is: 'gone' } as const
const tokenOf = (request: FastifyRequest) => (request.params as z.infer<typeof params>).token // of the route

function statusOf(shows: Shows): number {
  if (shows.is === 'gone') return 410
  if (shows.is === 'thanks' || !shows.problem) return 200
  return shows.problem === 'missing' ? 400 : 503
}
