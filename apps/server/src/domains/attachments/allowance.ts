import { LIMITS, type VisitorId } from '@parley/protocol'
import type { TakenFiles } from '@parley/protocol/files'
import { AppError } from '../../errors/app-error.ts'
import type { Principal, VisitorPrincipal } from '../../lib/principal.ts'
import type { Sites } from '../sites/index.ts'
import { allowedBy } from './policy.ts'
import type { AttachmentStore } from './store.ts'

/** Files that a visitor may have uploaded and not sent: three messages full of them. Bounds what he can fill a disk with. */
const UNSENT = 30

/** A voice message is let in by a switch of its own. */
type Sent = 'file' | 'voice'

/** How large one may be, in bytes, and which kinds are taken; null: whatever is no program. */
type Allowed = { maxBytes: number; taken: TakenFiles | null }

export type Allowance = ReturnType<typeof createAllowance>

/** How much somebody may upload, uploads at once included. */
export function createAllowance({
  store,
  sites,
}: {
  store: AttachmentStore
  sites: Pick<Sites, 'find' | 'optionsOf'>
}) {
  const underWay = new Map<VisitorId, number>()

  function begin(id: VisitorId): number {
    const place = (underWay.get(id) ?? 0) + 1
    underWay.set(id, place)
    return place
  }

  function end(id: VisitorId): void {
    const left = (underWay.get(id) ?? 1) - 1
    if (left === 0) underWay.delete(id)
    else underWay.set(id, left)
  }

  /**
   * `place` is the number of his uploads under way when this one began, itself included; the store is asked afterwards, and
   * knows those that ended since. Uploads at once are so never more than the quota (N69). Each instance counts its own.
   */
  async function allowanceOf(by: VisitorPrincipal, what: Sent, place: number): Promise<Allowed> {
    if (by.blocked) throw new AppError('blocked', 'Messages of this visitor are not taken.')
    if ((await store.countUnsent(by.workspaceId, by.visitorId, UNSENT)) + place > UNSENT) {
      throw new AppError('rate', 'Send what was uploaded first.', { retryAfterMs: 60_000 })
    }
    const site = await sites.find(by.workspaceId, by.siteId)
    const files = site && sites.optionsOf(site).files
    if (what === 'file') return allowedBy(files)
    if (!files?.voice) throw new AppError('type_not_allowed', 'This site takes no voice messages: send words.')
    return { maxBytes: LIMITS.voiceBytes, taken: null }
  }

  /**
   * Does `work` with what `by` may upload, while it counts as one of his. Throws `blocked`, `rate`,
   * `type_not_allowed` where the site takes none.
   */
  return async function withAllowance<T>(
    by: Principal,
    what: Sent,
    work: (allowed: Allowed) => Promise<T>,
  ): Promise<T> {
    const ofServer = what === 'voice' ? LIMITS.voiceBytes : LIMITS.attachmentBytes
    if (by.type === 'agent') return work({ maxBytes: ofServer, taken: null })
    const place = begin(by.visitorId)
    try {
      return await work(await allowanceOf(by, what, place))
    } finally {
      end(by.visitorId)
    }
  }
}
