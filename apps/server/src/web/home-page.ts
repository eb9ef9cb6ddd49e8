import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Areas, onAreas } from '../http/areas.ts'
import { pagePolicy } from '../http/headers.ts'
import { escapeHtml } from '../lib/html.ts'
import { FRESH } from './dist-files.ts'
import { pageCss } from './page-css.ts'
import { sendText } from './send-text.ts'

type Options = {
  inboxPath: string
  /** Whether the demo shop is served. */
  isDemo: boolean
}

/** `/`: says in plain words what runs here and where it is. */
export function addHomePage(app: FastifyInstance, areas: Areas, { inboxPath, isDemo }: Options): void {
  const config = onAreas('visitor', 'inbox', 'api')
  const link = (area: 'visitor' | 'inbox' | 'api', to: string) => escapeHtml(areas.urlFor(area, to))
  const demo = `<li><a href="${link('visitor', '/demo')}">Demo shop</a><span>An ordinary page with the widget on it</span></li>
    <li><a href="${link('visitor', '/demo/sdk')}">SDK playground</a><span>Calls every method of the widget and shows every event</span></li>`
  const text = readFileSync(path.join(import.meta.dirname, 'home.html'), 'utf8')
    .replace('{{demo}}', isDemo ? demo : '')
    .replace('{{inbox}}', link('inbox', inboxPath))
    .replace('{{reference}}', link('api', '/reference'))
    .replace(
      '{{snippet}}',
      escapeHtml(
        `<script async src="${areas.urlFor('visitor', `/s/${isDemo ? 'demo' : 'YOUR_SITE_KEY'}.js`)}"></script>`,
      ),
    )
  const css = pageCss('home.css')

  app.get('/', { config }, async (request, reply) => {
    reply.header('content-security-policy', pagePolicy(areas, { frameAncestors: "'none'" }))
    return sendText(request, reply, { text, type: 'text/html; charset=utf-8', cacheControl: 'no-cache' })
  })
  app.get('/home.css', { config }, async (request, reply) =>
    sendText(request, reply, { text: css, type: 'text/css; charset=utf-8', cacheControl: FRESH }),
  )
}
