import type { Database } from '@parley/database'
import type { AnsweredCampaign, Availability, FilledForm, SaidCampaign, SiteId, WorkspaceId } from '@parley/protocol'
import type { Departments } from '@parley/protocol/look'
import { AppError } from '../../errors/app-error.ts'
import type { Scopes } from '../../http/scopes.ts'
import { createSiteActions, type SiteDeps } from './actions.ts'
import { createCampaignStore } from './campaign-store.ts'
import { type AgentNameOf, createCounts, saidOf } from './campaigns.ts'
import { type JudgedForm, judgeForm } from './forms.ts'
import { createLogoStore } from './logo-store.ts'
import { createLogos } from './logos.ts'
import { isAllowedOrigin, type SiteAddresses, type SiteRecord, toSettings, toWire } from './model.ts'
import { optionsOf } from './options.ts'
import { createRecentSites } from './recent-sites.ts'
import { addSiteRoutes, originRefused } from './routes.ts'
import { createSightingStore } from './sighting-store.ts'
import { createSightings } from './sightings.ts'
import { createSiteStore } from './store.ts'

export type { NewSite } from './actions.ts'
export { campaignIndexes } from './campaign-store.ts'
export { logoIndexes } from './logo-store.ts'
export type { SiteRecord } from './model.ts'
export { optionsOf, revOf } from './options.ts'
export { sightingIndexes } from './sighting-store.ts'
export { siteIndexes } from './store.ts'
export type Sites = ReturnType<typeof createSites>

type Deps = Omit<SiteDeps, 'store' | 'logos'> & {
  db: Database
  addresses(): SiteAddresses
  /** Our own visitor area: its pages (demo, hosted chat) carry the widget of every site. */
  visitorOrigin: string
  /** Those that a form may offer. */
  departmentsOf(workspaceId: WorkspaceId): Promise<Departments>
  agentNameOf: AgentNameOf
  /** Who is there for the visitors of a site. */
  availabilityOf(site: SiteRecord): Promise<Availability>
}

/** Websites with a widget, and who may embed it. */
export function createSites(deps: Deps) {
  const store = createSiteStore(deps.db)
  const recent = createRecentSites({ store, clock: deps.clock })
  const logos = createLogos({ store: createLogoStore(deps.db), clock: deps.clock })
  const actions = createSiteActions({
    ...{ ...deps, store, logos },
    changed(id) {
      recent.forget(id)
      deps.changed(id)
    },
  })
  const allows = (record: SiteRecord, origin: string | null) =>
    origin !== null && (origin === deps.visitorOrigin || isAllowedOrigin(origin, record.allowedOrigins))

  const counts = createCounts({ store: createCampaignStore(deps.db), clock: deps.clock })
  const sightings = createSightings({ clock: deps.clock, store: createSightingStore(deps.db), allows })

  /** The one gate from a public key to a site. Throws `site_not_found`, `origin_not_allowed` (S1). */
  async function siteFor(key: string, origin: string | null): Promise<SiteRecord> {
    const record = await store.findByKey(key)
    if (!record) throw new AppError('site_not_found', 'There is no site with this key.')
    if (!allows(record, origin)) throw originRefused()
    return record
  }

  return {
    ...actions,
    featuresOf: recent.featuresOf,
    filesOf: recent.filesOf,
    /** A site as it was at most 5 s ago. */
    recent: recent.find,
    siteFor,
    allows,
    find: (workspaceId: WorkspaceId, id: SiteId) => store.find(workspaceId, id),
    findByKey: store.findByKey,
    /** Whether any site of `workspaceIds` may be embedded by pages of `origin`. */
    async isKnownOrigin(workspaceIds: readonly WorkspaceId[], origin: string): Promise<boolean> {
      if (origin === deps.visitorOrigin) return true
      for (const id of workspaceIds) {
        if ((await store.list(id)).some((record) => allows(record, origin))) return true
      }
      return false
    },
    list: store.list,
    /** Notes that a page asked for the widget; see `Sightings`. */
    noteSighting: sightings.note,

    /** Judges what a visitor answered before his first message; of a site that is gone nothing is asked. */
    async judgeForm(workspaceId: WorkspaceId, id: SiteId, filled: FilledForm | undefined): Promise<JudgedForm> {
      const record = await recent.find(workspaceId, id)
      if (!record) return { isMissing: false, errors: [], taken: null }
      const { forms } = optionsOf(record)
      const departments = filled ? await deps.departmentsOf(workspaceId) : []
      return judgeForm({ forms, language: record.language, departments }, filled)
    },

    /** What a visitor read before he began; null when the site has no such campaign (any more). */
    async campaignSaid(
      workspaceId: WorkspaceId,
      id: SiteId,
      answered: AnsweredCampaign | undefined,
    ): Promise<SaidCampaign | null> {
      const record = answered ? await recent.find(workspaceId, id) : null
      return record && answered ? saidOf(record, answered, deps.agentNameOf) : null
    },

    /** Every section of a site's options, complete. */
    optionsOf,
    settingsOf: (record: SiteRecord) => toSettings(record, deps.addresses()),
    toWire: (record: SiteRecord) => toWire(record, deps.addresses()),
    addRoutes: (scopes: Scopes) =>
      addSiteRoutes(scopes, { ...deps, actions, store, sightings, counts, logos, siteFor }),
  }
}
