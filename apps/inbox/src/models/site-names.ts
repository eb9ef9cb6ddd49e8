import type { Client } from '@parley/client'
import type { Site, SiteId } from '@parley/protocol'
import { signal } from '@preact/signals'

/** What the sites are called and which language they speak; asked for when somebody first wants to know. */
export function createSiteNames(client: Pick<Client, 'call'>) {
  const sites = signal<ReadonlyMap<SiteId, Pick<Site, 'name' | 'language'>>>(new Map())
  let isAsked = false
  async function load(): Promise<void> {
    isAsked = true
    const answer = await client.call('listSites', {}).catch(() => null)
    isAsked = answer !== null
    if (answer) sites.value = new Map(answer.sites.map((site) => [site.id, site]))
  }
  return {
    of(id: SiteId | null | undefined): Pick<Site, 'name' | 'language'> | null {
      if (!id) return null
      if (!isAsked) void load()
      return sites.value.get(id) ?? null
    },
  }
}
export type SiteNames = ReturnType<typeof createSiteNames>
