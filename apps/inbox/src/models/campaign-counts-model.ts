import type { Client } from '@parley/client'
import type { CampaignCount, Site } from '@parley/protocol'
import { createModel, signal } from '@preact/signals'

/** How often pages told that a site's campaigns were shown; nothing until it is known. */
export const CampaignCountsModel = createModel((client: Pick<Client, 'call'>, id: Site['id']) => {
  const counts = signal<ReadonlyMap<string, CampaignCount>>(new Map())
  return {
    counts,
    async load(): Promise<void> {
      const answer = await client.call('listCampaignCounts', { params: { id } }).catch(() => null)
      // The page does without.
      if (answer) counts.value = new Map(answer.counts.map((one) => [one.id, one]))
    },
  }
})
export type CampaignCountsModel = InstanceType<typeof CampaignCountsModel>
