import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import type { Sites } from '../domains/sites/index.ts'
import { type Areas, onAreas } from '../http/areas.ts'
import { addDemoPage } from './demo-page.ts'
import { addHomePage } from './home-page.ts'
import { addHostedPage } from './hosted/index.ts'
import { addInboxFiles } from './inbox-files.ts'
import { addPreviewPage } from './preview-page.ts'
import { addPushWorker } from './push-worker.ts'
import { addReference } from './reference-page.ts'
import { addSdkPage } from './sdk-page.ts'
import { addWidgetFiles } from './widget-files.ts'

type Deps = {
  areas: Areas
  config: Pick<Config, 'inboxPath' | 'isDemo'>
  sites: Pick<Sites, 'findByKey' | 'allows' | 'settingsOf' | 'noteSighting'>
}

/** Everything that is served as a page, a script or a style. */
export async function addWeb(app: FastifyInstance, { areas, config, sites }: Deps): Promise<void> {
  // Routes of ours send the files; the plugin brings ranges, ETags and the precompressed neighbours.
  await app.register(fastifyStatic, { serve: false, root: '/', preCompressed: true, cacheControl: false, index: false })
  addReference(app, areas)
  if (config.isDemo) {
    addHomePage(app, areas, config)
    addDemoPage(app, areas, config.inboxPath)
    addSdkPage(app, areas)
  } else addWayToInbox(app, areas, config.inboxPath)
  addInboxFiles(app, areas, config.inboxPath)
  addPreviewPage(app, areas, config.inboxPath)
  addPushWorker(app)
  addHostedPage(app, areas, { findSite: sites.findByKey, allows: sites.allows })
  addWidgetFiles(app, {
    async findSettings(key, page) {
      const site = await sites.findByKey(key)
      if (!site) return null
      // Once a minute and origin; the tag does not fail with it.
      await sites.noteSighting(site, page).catch((err: unknown) => app.log.warn({ err }, 'a sighting was not stored'))
      return sites.settingsOf(site)
    },
  })
}

/** In production nothing stands at `/`: whoever comes is shown the way to the inbox. */
function addWayToInbox(app: FastifyInstance, areas: Areas, inboxPath: string): void {
  app.get('/', { config: onAreas('visitor', 'inbox', 'api') }, async (_request, reply) =>
    reply.redirect(areas.urlFor('inbox', inboxPath)),
  )
}
