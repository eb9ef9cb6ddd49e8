import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Areas, onAreas } from '../http/areas.ts'
import { escapeHtml } from '../lib/html.ts'
import { createNameFinder, FRESH, WIDGET_DIST } from './dist-files.ts'
import { sendText } from './send-text.ts'
import { createLauncherSheet, createMessengerName } from './widget-files.ts'

/**
 * `INBOX/preview`: the real widget beside the settings. The page is the same for everybody and holds nothing of any site:
 * what it shows comes by message from the inbox that frames it, and from nobody else. Its policy allows no connection but for a site's logo, and
 * gives it an origin of nobody, so that it can make no visitor, read no session and keep nothing.
 */
export function addPreviewPage(app: FastifyInstance, areas: Areas, inboxPath: string): void {
  const config = onAreas('inbox')
  const findEntry = createNameFinder(WIDGET_DIST, /^preview-\w+\.js$/)
  const messengerName = createMessengerName()
  const launcherSheet = createLauncherSheet()
  const css = readFileSync(path.join(import.meta.dirname, 'preview.css'), 'utf8')
  const [inbox, visitor] = [areas.origin('inbox'), areas.origin('visitor')]
  const policy = [
    "default-src 'none'",
    `script-src ${visitor}`,
    `style-src ${inbox}`,
    `img-src data: blob: ${areas.origin('files')}`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${inbox}`,
    'sandbox allow-scripts',
  ].join('; ')

  app.get(`${inboxPath}/preview`, { config }, async (request, reply) => {
    const values: Record<string, string> = {
      css: areas.urlFor('inbox', `${inboxPath}/preview.css`),
      entry: areas.urlFor('visitor', `/widget/${findEntry() ?? 'preview.js'}`),
      messenger: areas.urlFor('visitor', messengerName()),
      sheet: launcherSheet('bubble'),
      tab: launcherSheet('tab'),
      inbox,
    }
    const text = PAGE.replace(/\{\{(\w+)\}\}/g, (_, name: string) => escapeHtml(values[name] ?? ''))
    reply.headers({ 'content-security-policy': policy })
    return sendText(request, reply, { text, type: 'text/html; charset=utf-8', cacheControl: 'no-cache' })
  })
  app.get(`${inboxPath}/preview.css`, { config }, async (request, reply) => {
    // The page has an origin of nobody.
    reply.headers({ 'cross-origin-resource-policy': 'cross-origin' })
    return sendText(request, reply, { text: css, type: 'text/css; charset=utf-8', cacheControl: FRESH })
  })
}

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>Preview</title><link rel="stylesheet" href="{{css}}">
<script type="module" crossorigin="anonymous" src="{{entry}}"></script></head>
<body data-inbox="{{inbox}}" data-messenger="{{messenger}}" data-sheet="{{sheet}}" data-tab="{{tab}}">
<main aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></main></body></html>
`
