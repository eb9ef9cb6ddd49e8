import { type Availability, ENDPOINTS, type WorkspaceId } from '@parley/protocol'
import type { Departments } from '@parley/protocol/look'
import { AppError } from '../../errors/app-error.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import { defined } from '../../lib/defined.ts'
import type { SiteActions } from './actions.ts'
import { type AgentNameOf, type Counts, runningOf } from './campaigns.ts'
import { sendLogo } from './logo-file.ts'
import type { Logos } from './logos.ts'
import { logoOf, type SiteAddresses, type SiteRecord, toSettings, toWire } from './model.ts'
import { toChatOptions } from './options.ts'
import type { Sightings } from './sightings.ts'
import type { SiteStore } from './store.ts'

type Deps = {
  actions: SiteActions
  store: SiteStore
  sightings: Sightings
  counts: Counts
  logos: Logos
  /** What an agent is called for visitors, while he may sign in. */
  agentNameOf: AgentNameOf
  addresses(): SiteAddresses
  /** The site of a key for a page at `origin`. Throws `site_not_found`, `origin_not_allowed`. */
  siteFor(key: string, origin: string | null): Promise<SiteRecord>
  departmentsOf(workspaceId: WorkspaceId): Promise<Departments>
  availabilityOf(site: SiteRecord): Promise<Availability>
}

export function addSiteRoutes(scopes: Scopes, deps: Deps): void {
  const { actions, store, sightings, addresses, siteFor } = deps
  handle(scopes, ENDPOINTS.getSiteSettings, async ({ params, origin }) => {
    const record = await siteFor(params.siteKey, origin)
    await sightings.note(record, origin)
    return toSettings(record, addresses())
  })
  handle(scopes, ENDPOINTS.listSightings, async ({ principal, params }) => {
    const record = await store.find(principal.workspaceId, params.id)
    if (!record) throw new AppError('site_not_found', 'There is no such site.')
    return { sightings: await sightings.list(principal.workspaceId, record) }
  })
  handle(scopes, ENDPOINTS.getChatOptions, async ({ params, query, origin }) => {
    const record = await siteFor(params.siteKey, origin)
    const [availability, departments] = await Promise.all([
      deps.availabilityOf(record),
      deps.departmentsOf(record.workspaceId),
    ])
    const locales = (query.locales ?? '').split(',').filter(Boolean)
    const around = { availability, departments, logo: logoOf(record, addresses()) }
    return toChatOptions(record, around, { locales, rev: query.rev })
  })
  handle(scopes, ENDPOINTS.getCampaigns, async ({ params, query, origin }) => {
    const record = await siteFor(params.siteKey, origin)
    const availability = await deps.availabilityOf(record)
    const locales = (query.locales ?? '').split(',').filter(Boolean)
    return runningOf(record, { isOpen: availability.state !== 'offline', nameOf: deps.agentNameOf }, locales)
  })
  handle(scopes, ENDPOINTS.countCampaign, async ({ params, body, origin }) =>
    deps.counts.note(await siteFor(params.siteKey, origin), params.campaignId, body.what),
  )
  handle(scopes, ENDPOINTS.listCampaignCounts, async ({ principal, params }) => {
    const record = await store.find(principal.workspaceId, params.id)
    if (!record) throw new AppError('site_not_found', 'There is no such site.')
    return { counts: await deps.counts.list(record) }
  })
  handle(scopes, ENDPOINTS.getLogo, async ({ params, reply }) => {
    const record = await store.findByKey(params.siteKey)
    const bytes = record && (await deps.logos.read(record, params.logoId))
    if (!bytes) throw new AppError('not_found', 'The site does not show this logo.')
    return sendLogo(reply, bytes)
  })
  handle(scopes, ENDPOINTS.listSites, async ({ principal }) => {
    const records = await store.list(principal.workspaceId)
    return { sites: records.map((record) => toWire(record, addresses())) }
  })
  handle(scopes, ENDPOINTS.createSite, async ({ principal, body }) =>
    toWire(await actions.create(principal.workspaceId, { ...defined(body), name: body.name }), addresses()),
  )
  handle(scopes, ENDPOINTS.updateSite, async ({ principal, params, body }) =>
    toWire(await actions.update(principal.workspaceId, params.id, defined(body)), addresses()),
  )
}

export function originRefused(): AppError {
  return new AppError('origin_not_allowed', 'Add the origin of this page to the allowed origins of the site.')
}
