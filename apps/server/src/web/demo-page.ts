import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Areas, onAreas } from '../http/areas.ts'
import { pagePolicy } from '../http/headers.ts'
import { escapeHtml } from '../lib/html.ts'
import { FRESH } from './dist-files.ts'
import { sendText } from './send-text.ts'

const FOLDER = path.join(import.meta.dirname, 'demo')
const ASSETS = {
  'shop.css': 'text/css; charset=utf-8',
  'goods.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const

/** `/demo`: an invented shop on an ordinary page, with the demo site's script tag and nothing else of ours. */
export function addDemoPage(app: FastifyInstance, areas: Areas, inboxPath: string): void {
  const config = onAreas('visitor')
  const page = readFileSync(path.join(FOLDER, 'shop.html'), 'utf8')
    .replace('{{script}}', escapeHtml(areas.urlFor('visitor', '/s/demo.js')))
    .replace('{{inbox}}', escapeHtml(areas.urlFor('inbox', inboxPath)))
  const headers = { 'content-security-policy': pagePolicy(areas, { frameAncestors: "'none'" }) }

  app.get('/demo', { config }, async (request, reply) => {
    reply.headers(headers)
    return sendText(request, reply, { text: page, type: 'text/html; charset=utf-8', cacheControl: 'no-cache' })
  })
  for (const [name, type] of Object.entries(ASSETS)) {
    const text = readFileSync(path.join(FOLDER, name), 'utf8')
    app.get(`/demo/${name}`, { config }, async (request, reply) =>
      sendText(request, reply, { text, type, cacheControl: FRESH }),
    )
  }
}
