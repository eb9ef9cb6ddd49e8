import path from 'node:path'
import { SiteKey, type SiteSettings } from '@parley/protocol'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { AppError } from '../errors/app-error.ts'
import { onAreas } from '../http/areas.ts'
import { createFileReader, createNameFinder, FRESH, sendFile, WIDGET_DIST } from './dist-files.ts'
import { sendText } from './send-text.ts'

const SCRIPT = 'text/javascript; charset=utf-8'
/** Public scripts may be loaded and read by any page (design.md 8). */
const PUBLIC = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }

const config = onAreas('visitor')

/** The address of the messenger's entry, whose name changes with its content. */
export function createMessengerName(): () => string {
  const find = createNameFinder(WIDGET_DIST, /^messenger-\w+\.js$/)
  return () => `/widget/${find() ?? 'messenger.js'}`
}

/** What the launcher looks like; sent with the settings, so that the loader carries no sheet. */
export function createLauncherSheet(): (shape: 'bubble' | 'tab' | 'none') => string {
  const read = createFileReader(path.join(WIDGET_DIST, 'launcher.css'))
  const readTab = createFileReader(path.join(WIDGET_DIST, 'tab.css'))
  return (shape) => (read()?.text ?? '') + (shape === 'tab' ? (readTab()?.text ?? '') : '')
}

type Deps = {
  /** The settings of a site for the page that asks, by what its browser says of it. */
  findSettings(siteKey: string, page: string | undefined): Promise<SiteSettings | null>
}

/**
 * Chromium then compiles what the loader calls beside the page's thread, while it loads, rather than at each first call; it
 * has to stand on top. Measured on a slowed-down thread, turn and turn about: 37.9 → 30.6 ms of script up to the launcher.
 */
const COMPILE_ALL = '//# allFunctionsCalledOnLoad\n'

/**
 * What a host page loads: `/s/KEY.js` is the site's settings ahead of the loader, in one request, as
 * `(()=>{const PARLEY_SITE={…};loader})()`: the loader finds the settings as a free variable and no global is made.
 */
export function addWidgetFiles(app: FastifyInstance, { findSettings }: Deps): void {
  const readTag = createFileReader(path.join(WIDGET_DIST, 'tag.js'))
  const readPinned = createFileReader(path.join(WIDGET_DIST, 'parley.js'))
  const readElement = createFileReader(path.join(WIDGET_DIST, 'parley-chat.js'))
  const built = (read: typeof readTag) => {
    const file = read()
    if (!file) throw new AppError('not_found', 'The widget is not built; run `npm run build`.')
    return file.text.replace(/\/\/# sourceMappingURL=.*\s*$/, '')
  }

  app.get(
    '/s/:file',
    { config, schema: { params: z.object({ file: z.string().max(60) }) } },
    async (request, reply) => {
      reply.headers(PUBLIC) // also of a refusal: else the browser tells of the header instead of the 404
      const { file } = request.params as { file: string } // parsed by the schema
      const key = SiteKey.safeParse(file.replace(/\.js$/, ''))
      const settings =
        key.success && file.endsWith('.js') ? await findSettings(key.data, request.headers.referer) : null
      if (!settings) throw new AppError('site_not_found', 'There is no site with this key.')
      const text = `${COMPILE_ALL}(()=>{const PARLEY_SITE=${asLiteral(settings)};${built(readTag)}})();\n`
      return sendText(request, reply, { text, type: SCRIPT, cacheControl: FRESH })
    },
  )

  for (const [url, read] of [['/parley.js', readPinned] as const, ['/parley-chat.js', readElement] as const])
    app.get(url, { config }, async (request, reply) => {
      reply.headers(PUBLIC)
      return sendText(request, reply, { text: built(read), type: SCRIPT, cacheControl: FRESH })
    })

  app.get('/widget/*', { config }, async (request, reply) => {
    reply.headers(PUBLIC)
    return sendFile(reply, WIDGET_DIST, (request.params as { '*': string })['*']) // the wildcard's own name
  })
}

/** JSON that is also safe inside a script element, should somebody inline it. */
function asLiteral(settings: SiteSettings): string {
  return JSON.stringify(settings).replaceAll('<', '\\u003c')
}
