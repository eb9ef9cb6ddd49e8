import { createHmac } from 'node:crypto'
import { AttachmentId, type AttachmentLink, LIMITS, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { isSameSecret } from '../../http/secrets.ts'
import type { Clock } from '../../lib/clock.ts'
import type { AttachmentRecord } from './model.ts'

type Variant = 'file' | 'thumbnail'
type Disposition = 'inline' | 'attachment'
export type Link = { workspaceId: WorkspaceId; id: AttachmentId; variant: Variant; disposition: Disposition }

const VARIANTS = { f: 'file', t: 'thumbnail' } as const
const DISPOSITIONS = { i: 'inline', a: 'attachment' } as const
const SHAPE = /^([^.]+)\.([^.]+)\.([ft])([ia])\.([0-9a-z]{1,12})\.([A-Za-z0-9_-]{43})$/

/**
 * Links to files: `<workspace>.<attachment>.<what and how>.<until>.<signature>`, good for five to ten minutes. They end
 * at whole steps of time, so that the same file keeps its address for a while and browsers keep it too.
 */
export function createLinks({ key, clock, urlFor }: { key: Buffer; clock: Clock; urlFor(path: string): string }) {
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url')

  function address({ workspaceId, _id }: AttachmentRecord, what: string, until: number): string {
    const text = `${workspaceId}.${_id}.${what}.${until.toString(36)}`
    return urlFor(`/files/${text}.${sign(text)}`)
  }

  return {
    /** What a browser may show in place comes inline; everything else is a download (N60, N61). */
    linkTo(record: AttachmentRecord): AttachmentLink {
      const step = LIMITS.fileLinkMs / 2
      const until = (Math.floor(clock.now().getTime() / step) + 2) * step
      return {
        id: record._id,
        url: address(record, record.isReencoded ? 'fi' : 'fa', until),
        thumbnailUrl: record.thumbnailKey === null ? null : address(record, 'ti', until),
        expiresAt: new Date(until).toISOString(),
      }
    },

    /** What a link was made for. Throws `attachment_not_found` when we did not make it, `link_expired`. */
    read(token: string): Link {
      const [, workspaceId, id, variant, disposition, until = '', signature = ''] = SHAPE.exec(token) ?? []
      const text = token.slice(0, token.lastIndexOf('.'))
      const ids = { workspaceId: WorkspaceId.safeParse(workspaceId), id: AttachmentId.safeParse(id) }
      if (!isSameSecret(signature, sign(text)) || !ids.workspaceId.success || !ids.id.success) {
        throw new AppError('attachment_not_found', 'There is no such file.')
      }
      if (Number.parseInt(until, 36) <= clock.now().getTime()) throw new AppError('link_expired', 'Ask for a new link.')
      return {
        workspaceId: ids.workspaceId.data,
        id: ids.id.data,
        variant: VARIANTS[variant as 'f' | 't'], // the shape was matched
        disposition: DISPOSITIONS[disposition as 'i' | 'a'],
      }
    },
  }
}
export type Links = ReturnType<typeof createLinks>
