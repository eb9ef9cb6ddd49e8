import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { onAreas } from '../http/areas.ts'
import { FRESH } from './dist-files.ts'
import { sendText } from './send-text.ts'

/**
 * The service worker that shows notifications: `/parley-sw.js` for the hosted page, `/push-sw.js` for the file of one line
 * that a website has under the same name on its own origin.
 */
export function addPushWorker(app: FastifyInstance): void {
  const text = readFileSync(path.join(import.meta.dirname, 'push-worker.js'), 'utf8')
  for (const name of ['/parley-sw.js', '/push-sw.js'])
    app.get(name, { config: onAreas('visitor') }, async (request, reply) => {
      reply.headers({ 'cross-origin-resource-policy': 'cross-origin' })
      return sendText(request, reply, { text, type: 'text/javascript; charset=utf-8', cacheControl: FRESH })
    })
}
