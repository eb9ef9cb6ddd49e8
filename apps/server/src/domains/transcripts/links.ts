import { createHmac } from 'node:crypto'
import { ConversationId, LIMITS, Locale, WorkspaceId } from '@parley/protocol'
import * as z from 'zod'
import { AppError } from '../../errors/app-error.ts'
import { isSameSecret } from '../../http/secrets.ts'
import type { Clock } from '../../lib/clock.ts'

/** What a link shows: signed, so that nobody makes another of it. */
const Shown = z.strictObject({
  workspaceId: WorkspaceId,
  id: ConversationId,
  audience: z.enum(['visitor', 'agent']),
  notes: z.boolean(),
  format: z.enum(['print', 'text', 'html', 'json']),
  locale: Locale,
  zone: z.string().max(64),
  until: z.int(),
})
export type Shown = z.infer<typeof Shown>

/** Links to a transcript, `<what>.<signature>`: as those to files bound to the conversation, and good for ten minutes. */
export function createTranscriptLinks({ key, clock, urlFor }: Deps) {
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url')

  return {
    until: () => new Date(clock.now().getTime() + LIMITS.fileLinkMs),

    linkTo(shown: Shown): string {
      const text = Buffer.from(JSON.stringify(shown)).toString('base64url')
      return urlFor(`/files/transcripts/${text}.${sign(text)}`)
    },

    /** Throws `conversation_not_found` for a link that we did not make, `link_expired`. */
    read(token: string): Shown {
      const [text = '', signature = ''] = token.split('.')
      if (!isSameSecret(signature, sign(text)))
        throw new AppError('conversation_not_found', 'There is no such transcript.')
      const shown = Shown.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
      if (shown.until <= clock.now().getTime()) throw new AppError('link_expired', 'Ask for a new link.')
      return shown
    },
  }
}
type Deps = { key: Buffer; clock: Clock; urlFor(path: string): string }
