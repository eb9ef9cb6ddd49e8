import { createHmac } from 'node:crypto'
import { AgentId, ContactId, LIMITS, VisitorId, WorkspaceId } from '@parley/protocol'
import * as z from 'zod'
import { AppError } from '../../errors/app-error.ts'
import { isSameSecret } from '../../http/secrets.ts'
import type { Clock } from '../../lib/clock.ts'

/** Whose archive a link gives: signed, so that nobody makes another of it. */
const Meant = z.strictObject({
  workspaceId: WorkspaceId,
  by: AgentId,
  contactId: ContactId.optional(),
  visitorId: VisitorId.optional(),
  notes: z.boolean(),
  until: z.int(),
})
export type Meant = z.infer<typeof Meant>

type Deps = { key: Buffer; clock: Clock; urlFor(path: string): string }

/** Links to an archive, `<what>.<signature>`, good for ten minutes. */
export function createArchiveLinks({ key, clock, urlFor }: Deps) {
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  return {
    linkTo(meant: Omit<Meant, 'until'>) {
      const until = new Date(clock.now().getTime() + LIMITS.fileLinkMs)
      const text = Buffer.from(JSON.stringify({ ...meant, until: until.getTime() })).toString('base64url')
      return { url: urlFor(`/files/people/${text}.${sign(text)}`), expiresAt: until.toISOString() }
    },

    /** Throws `contact_not_found` for a link that we did not make, `link_expired`. */
    read(token: string): Meant {
      const [text = '', signature = ''] = token.split('.')
      if (!isSameSecret(signature, sign(text))) throw new AppError('contact_not_found', 'There is no such archive.')
      const meant = Meant.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
      if (meant.until <= clock.now().getTime()) throw new AppError('link_expired', 'Ask for a new link.')
      return meant
    },
  }
}
