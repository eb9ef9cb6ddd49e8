import { randomBytes } from 'node:crypto'
import type { LogoId, SiteId, SiteOptions, SiteRevs, WorkspaceId } from '@parley/protocol'
import { palettesOf } from '@parley/protocol/look'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { newId } from '../../lib/new-id.ts'
import type { Logos } from './logos.ts'
import type { SiteLogo, SiteRecord } from './model.ts'
import { revsOf } from './options.ts'
import type { SiteStore } from './store.ts'

/** Petrol, the accent of look.md 2. */
const DEFAULT_COLOR = '#006677'
const KEY_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

type Sections = { [S in keyof SiteOptions]?: SiteOptions[S] | undefined }
type Settings = Pick<SiteRecord, 'name' | 'color' | 'side' | 'theme' | 'allowedOrigins' | 'greeting' | 'language'>
type SiteChange = Partial<Settings> & {
  options?: Sections
  logo?: string | null
  known?: Partial<SiteRevs> | undefined
}
type LogoChange = { logo: SiteLogo | null; before: LogoId | undefined }
export type NewSite = { name: string } & Partial<Settings & Pick<SiteRecord, 'key'>>

export type SiteDeps = {
  store: SiteStore
  logos: Pick<Logos, 'keep' | 'remove'>
  clock: Clock
  /** Tells caches that the site is another now. */
  changed(id: SiteId): void
}

export function createSiteActions({ store, logos, clock, changed }: SiteDeps) {
  /** The one before is given up once the new one is in force; of two saved at once, one may be left over. */
  async function changeLogo(workspaceId: WorkspaceId, id: SiteId, given: string | null): Promise<LogoChange | null> {
    const site = await store.find(workspaceId, id)
    if (!site) return null
    return { logo: given === null ? null : await logos.keep(site, given), before: site.logo?.id }
  }

  async function write(...[site, given, sections, seen]: Parameters<SiteStore['update']>): Promise<SiteRecord> {
    const isNothing = Object.keys(given).length + Object.keys(sections).length === 0
    const record = isNothing
      ? await store.find(site.workspaceId, site._id)
      : await store.update(site, given, sections, seen)
    if (!record) throw seen ? changedSince() : gone()
    return record
  }

  /** The site while what is `known` of it holds. */
  async function knownOf(workspaceId: WorkspaceId, id: SiteId, known: Partial<SiteRevs>): Promise<SiteRecord> {
    const site = await store.find(workspaceId, id)
    if (!site) throw gone()
    const revs: Partial<Record<string, string>> = revsOf(site)
    if (Object.entries(known).some(([part, rev]) => revs[part] !== rev)) throw changedSince()
    return site
  }

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
        language: site.language ?? 'en',
        ...coloured(site.color ?? DEFAULT_COLOR),
        createdAt: now,
      }
      await store.insert(record)
      return record
    },

    /**
     * `logo` is a picture's content in base64, `known` the state of the parts that the change is based on. Throws
     * `site_not_found`, `changed_since`, `invalid_request` for what is no picture.
     */
    async update(
      workspaceId: WorkspaceId,
      id: SiteId,
      { options = {}, logo, known, ...changes }: SiteChange,
    ): Promise<SiteRecord> {
      const seen = known && (await knownOf(workspaceId, id, known))
      const change = logo === undefined ? null : await changeLogo(workspaceId, id, logo)
      const given = {
        ...defined(changes),
        ...(changes.color && coloured(changes.color)),
        ...(change && { logo: change.logo }),
      }
      const sections = defined(options)
      const record = await write({ workspaceId, _id: id }, given, sections, seen)
      if (change?.before) await logos.remove(record, change.before)
      changed(id)
      return record
    },
  }
}
export type SiteActions = ReturnType<typeof createSiteActions>

const gone = () => new AppError('site_not_found', 'There is no such site.')

function changedSince(): AppError {
  return new AppError('changed_since', 'Somebody else changed this part of the site since you read it: read it again.')
}

/** A colour and what is derived from it. */
const coloured = (color: string) => ({ color, ...palettesOf(color) })

/** Public, but not to be guessed in a row: 60 random bits. */
function newKey(): string {
  return Array.from(randomBytes(12), (byte) => KEY_ALPHABET.charAt(byte & 31)).join('')
}
