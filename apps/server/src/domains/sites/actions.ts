import { randomBytes } from 'node:crypto'
import { LIMITS, type SiteId, type SiteOptions, type WorkspaceId } from '@parley/protocol'
import { palettesOf } from '@parley/protocol/look'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { newId } from '../../lib/new-id.ts'
import type { SiteRecord } from './model.ts'
import type { SiteStore } from './store.ts'

/** Petrol, the accent of look.md 2. */
const DEFAULT_COLOR = '#006677'
const KEY_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

type Sections = { [S in keyof SiteOptions]?: SiteOptions[S] | undefined }
type Settings = Pick<SiteRecord, 'name' | 'color' | 'side' | 'theme' | 'allowedOrigins' | 'greeting' | 'uploads'>
export type NewSite = { name: string } & Partial<Settings & Pick<SiteRecord, 'key'>>

export type SiteDeps = {
  store: SiteStore
  clock: Clock
  /** Tells caches that the site is another now. */
  changed(id: SiteId): void
}

export function createSiteActions({ store, clock, changed }: SiteDeps) {
  return {
    /** Throws `key_taken` when a key was given and another site has it. */
    async create(workspaceId: WorkspaceId, site: NewSite): Promise<SiteRecord> {
      const now = clock.now()
      const record: SiteRecord = {
        _id: newId('ste', now),
        workspaceId,
        key: site.key ?? newKey(),
        name: site.name,
        side: site.side ?? 'right',
        theme: site.theme ?? 'auto',
        allowedOrigins: site.allowedOrigins ?? [],
        greeting: site.greeting ?? '',
        uploads: site.uploads ?? { allowed: true, maxBytes: LIMITS.attachmentBytes },
        language: 'en',
        ...coloured(site.color ?? DEFAULT_COLOR),
        createdAt: now,
      }
      await store.insert(record)
      return record
    },

    /** Throws `site_not_found`, `invalid_request` for uploads above the server's own limit. */
    async update(
      workspaceId: WorkspaceId,
      id: SiteId,
      { options = {}, ...changes }: Partial<Settings> & { options?: Sections },
    ): Promise<SiteRecord> {
      if (changes.uploads && changes.uploads.maxBytes > LIMITS.attachmentBytes) {
        throw new AppError('invalid_request', `Files of at most ${LIMITS.attachmentBytes} bytes can be allowed.`, {
          errors: [{ pointer: '#/uploads/maxBytes', detail: `must be at most ${LIMITS.attachmentBytes}` }],
        })
      }
      const given = { ...defined(changes), ...(changes.color && coloured(changes.color)) }
      const sections = defined(options)
      const isNothing = Object.keys(given).length + Object.keys(sections).length === 0
      const record = isNothing
        ? await store.find(workspaceId, id)
        : await store.update(workspaceId, id, given, sections)
      if (!record) throw new AppError('site_not_found', 'There is no such site.')
      changed(id)
      return record
    },
  }
}
export type SiteActions = ReturnType<typeof createSiteActions>

/** A colour and what is derived from it. */
const coloured = (color: string) => ({ color, ...palettesOf(color) })

/** Public, but not to be guessed in a row: 60 random bits. */
function newKey(): string {
  return Array.from(randomBytes(12), (byte) => KEY_ALPHABET.charAt(byte & 31)).join('')
}
