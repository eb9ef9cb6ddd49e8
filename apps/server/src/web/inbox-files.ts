import path from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors/app-error.ts'
import { type Areas, onAreas } from '../http/areas.ts'
import { pagePolicy } from '../http/headers.ts'
import { createFileReader, INBOX_DIST, sendFile } from './dist-files.ts'
import { inboxManifest } from './inbox-manifest.ts'
import { sendText } from './send-text.ts'

/** The agents' app at `inboxPath`: its files, and its page for every path without one. */
export function addInboxFiles(app: FastifyInstance, areas: Areas, inboxPath: string): void {
  const manifest = inboxManifest(inboxPath)
  const readPage = createFileReader(path.join(INBOX_DIST, 'index.html'))
  const readWorker = createFileReader(path.join(INBOX_DIST, 'worker.js'))
  const config = onAreas('inbox')
  const policy = pagePolicy(areas, { frameAncestors: "'none'", frames: "'self'" })
  const headers = {
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'x-frame-options': 'DENY',
  }
  const workerHeaders = {
    // The inbox begins at its path without a slash, which is above the folder that the worker lies in.
    'service-worker-allowed': inboxPath,
    'content-security-policy': "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
  }

  app.get(inboxPath, { config }, page)
  app.get(`${inboxPath}/manifest.webmanifest`, { config }, (request, reply) =>
    sendText(request, reply, { text: manifest, type: 'application/manifest+json', cacheControl: 'no-cache' }),
  )
  app.get(`${inboxPath}/worker.js`, { config }, async (request, reply) => {
    const file = readWorker()
    if (!file) throw notBuilt()
    reply.headers(workerHeaders)
    // Browsers keep the page with its headers until the worker is another: it is, once they are.
    const text = `${file.text}\n// ${policy}\n`
    return sendText(request, reply, { text, type: 'text/javascript; charset=utf-8', cacheControl: 'no-cache' })
  })
  app.get(`${inboxPath}/*`, { config }, async (request, reply) => {
    const name = (request.params as { '*': string })['*'] // the wildcard's own name
    if (!/^[\w-]+(\/[\w-]+)*\.\w+(\.map)?$/.test(name) || name === 'index.html') return page(request, reply)
    return sendFile(reply, INBOX_DIST, name)
  })

  async function page(request: FastifyRequest, reply: FastifyReply) {
    const file = readPage()
    if (!file) throw notBuilt()
    reply.headers(headers)
    const text = file.text.replaceAll('"/inbox/', `"${inboxPath}/`)
    return sendText(request, reply, { text, type: 'text/html; charset=utf-8', cacheControl: 'no-cache' })
  }
}

const notBuilt = () => new AppError('not_found', 'The inbox is not built; run `npm run build`.')
