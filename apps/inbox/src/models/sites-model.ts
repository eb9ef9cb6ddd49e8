import type { Client } from '@parley/client'
import type { EndpointTypes, Site } from '@parley/protocol'
import { createModel, signal } from '@preact/signals'

/** The sites of the workspace. */
export const SitesModel = createModel((client: Pick<Client, 'call'>) => {
  const sites = signal<readonly Site[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')

  async function load() {
    state.value = 'loading'
    try {
      const answer = await client.call('listSites', {})
      sites.value = answer.sites
      state.value = 'ready'
    } catch {
      state.value = 'failed'
    }
  }
  void load()

  return {
    sites,
    state,
    retry: () => void load(),
    /** Throws ClientError. */
    async create(body: EndpointTypes['createSite']['body']): Promise<Site> {
      const site = await client.call('createSite', { body })
      sites.value = [...sites.peek(), site]
      return site
    },
    /** As it is stored now. Throws ClientError; null when it is gone. */
    async reread(id: Site['id']): Promise<Site | null> {
      const answer = await client.call('listSites', {})
      sites.value = answer.sites
      return answer.sites.find((one) => one.id === id) ?? null
    },
    /** Throws ClientError. */
    async update(id: Site['id'], body: EndpointTypes['updateSite']['body']): Promise<Site> {
      const site = await client.call('updateSite', { params: { id }, body })
      sites.value = sites.peek().map((one) => (one.id === id ? site : one))
      return site
    },
  }
})
export type SitesModel = InstanceType<typeof SitesModel>
