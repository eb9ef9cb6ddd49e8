import { readFileSync } from 'node:fs'
import path from 'node:path'
import { SiteKey } from '@parley/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { renderSVG } from 'uqr'
import * as z from 'zod'
import type { SiteRecord } from '../../domains/sites/index.ts'
import { AppError } from '../../errors/app-error.ts'
import { type Areas, onAreas } from '../../http/areas.ts'
import { pagePolicy } from '../../http/headers.ts'
import { acceptedLanguages, directionOf, textsFor } from '../../http/languages.ts'
import { escapeHtml } from '../../lib/html.ts'
import { FRESH } from '../dist-files.ts'
import { sendText } from '../send-text.ts'
import { createPictures, markSvg, type Pictures } from './card.ts'
import { HOSTED_TEXTS } from './texts.ts'

type Deps = {
  findSite(key: string): Promise<SiteRecord | null>
  /** Whether pages of `origin` may embed the site. */
  allows(site: SiteRecord, origin: string): boolean
}

const HTML = 'text/html; charset=utf-8'
const CSS = 'text/css; charset=utf-8'
const JS = 'text/javascript; charset=utf-8'
const SVG = 'image/svg+xml'
/** Sides of the icons of an installed page, pixels. */
const ICON_SIZES = [192, 512] as const
/** What of a link's question fits a code that a phone can still read across a table. */
const LONGEST_QUERY = 600

const read = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8')
const params = z.object({ key: z.string().max(60) })

/** `/chat/KEY`: the chat as a page of its own, for people who come by a link, with a QR code and a card for it. */
export function addHostedPage(app: FastifyInstance, areas: Areas, { findSite, allows }: Deps): void {
  const config = onAreas('visitor')
  const pictures = createPictures()
  const texts = { page: read('page.html'), missing: read('missing.html'), css: read('page.css') }
  const kept = { 'page.js': JS, 'window.js': JS, 'missing.css': CSS } as const
  for (const [name, type] of Object.entries(kept)) {
    const text = read(name)
    app.get(`/chat/${name}`, { config }, async (request, reply) =>
      sendText(request, reply, { text, type, cacheControl: FRESH }),
    )
  }

  const siteOf = async (request: FastifyRequest) => {
    const key = SiteKey.safeParse((request.params as z.infer<typeof params>).key)
    return key.success ? findSite(key.data) : null
  }
  const known = async (request: FastifyRequest) => {
    const site = await siteOf(request)
    if (!site) throw new AppError('site_not_found', 'There is no site with this key.')
    return site
  }
  const part = (name: string, work: (site: SiteRecord, request: FastifyRequest, reply: FastifyReply) => unknown) =>
    app.get(`/chat/:key/${name}`, { config, schema: { params } }, async (request, reply) =>
      work(await known(request), request, reply),
    )

  const page = (path: string, scriptsOf: (site: SiteRecord, request: FastifyRequest) => string) =>
    app.get(path, { config, schema: { params } }, async (request, reply) => {
      const site = await siteOf(request)
      reply.headers(site ? pageHeaders(areas, site) : { 'content-security-policy': pagePolicy(areas, NOBODY) })
      const said = wordsOf(request, site)
      const made = async (one: SiteRecord) =>
        pageOf(texts.page, areas, one, { said, hasCard: await pictures.isThere(), scripts: scriptsOf(one, request) })
      const text = site ? await made(site) : filled(texts.missing, said)
      return sendText(request, reply.code(site ? 200 : 404), { text, type: HTML, cacheControl: 'no-cache' })
    })
  page('/chat/:key', (site) => {
    const tag = escapeHtml(tagOf(areas, site))
    return `<script src="/chat/page.js" defer></script>\n<script async src="${tag}" data-mount="#chat"></script>\n`
  })
  page('/chat/:key/window', (site, request) => {
    const from = openerOf(request)
    const known = from !== null && allows(site, from) ? ` data-from="${escapeHtml(from)}"` : ''
    return `<script src="/chat/window.js" defer data-tag="${escapeHtml(tagOf(areas, site))}"${known}></script>\n`
  })
  part('page.css', (site, request, reply) =>
    sendText(request, reply, { text: `${colours(site)}\n${texts.css}`, type: CSS, cacheControl: FRESH }),
  )
  part('icon.svg', (site, request, reply) =>
    sendText(request, reply, { text: markSvg(site.light), type: SVG, cacheControl: FRESH }),
  )
  part('manifest.webmanifest', (site, request, reply) =>
    sendText(request, reply, {
      text: JSON.stringify(manifestOf(areas, site)),
      type: 'application/manifest+json',
      cacheControl: FRESH,
    }),
  )
  part('qr.svg', (site, request, reply) => {
    const { search } = new URL(request.url, 'http://page')
    const to = urlOf(areas, site) + (search.length <= LONGEST_QUERY ? search : '')
    return sendText(request, reply, { text: renderSVG(to, { border: 4 }), type: SVG, cacheControl: FRESH })
  })
  addPictures(part, pictures)
}

type Part = (name: string, work: (site: SiteRecord, request: FastifyRequest, reply: FastifyReply) => unknown) => unknown

function addPictures(part: Part, pictures: Pictures): void {
  const send = async (reply: FastifyReply, picture: Promise<Buffer | null>) => {
    const png = await picture
    if (!png) throw new AppError('not_found', 'This server makes no pictures; install the optional package sharp.')
    // Networks fetch the card from their own pages' previews.
    reply.headers({ 'cache-control': FRESH, 'cross-origin-resource-policy': 'cross-origin' })
    return reply.type('image/png').send(png)
  }
  part('card.png', (site, _request, reply) => send(reply, pictures.card(site)))
  for (const size of ICON_SIZES)
    part(`icon-${size}.png`, (site, _request, reply) => send(reply, pictures.icon(site, size)))
}

const NOBODY = { frameAncestors: "'none'" }
const tagOf = (areas: Areas, { key }: SiteRecord) => areas.urlFor('visitor', `/s/${key}.js`)

/** The page that says it opened this window; whether it may is the site's to say, and the browser vouches for the rest. */
function openerOf(request: FastifyRequest): string | null {
  const from = new URL(request.url, 'http://page').searchParams.get('from') ?? ''
  return URL.canParse(from) && new URL(from).origin === from ? from : null
}

const urlOf = (areas: Areas, { key }: SiteRecord) => areas.urlFor('visitor', `/chat/${key}`)

/** Who may frame it is who may embed the widget (S9); voice messages want the microphone. */
function pageHeaders(areas: Areas, { allowedOrigins }: SiteRecord): Record<string, string> {
  return {
    'content-security-policy': pagePolicy(areas, { frameAncestors: ["'self'", ...allowedOrigins].join(' ') }),
    'permissions-policy': 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()',
    'referrer-policy': 'origin',
  }
}

type Words = Record<string, string>
type Around = { said: Words; hasCard: boolean; scripts: string }

/** What the page says in the visitor's language, else the site's; the chat on it speaks the language of the page. */
function wordsOf({ headers }: FastifyRequest, site: SiteRecord | null): Words {
  const wanted = [...acceptedLanguages(headers['accept-language']), ...(site ? [site.language] : [])]
  const { language, texts } = textsFor(HOSTED_TEXTS, wanted)
  const named = Object.entries(texts).map(([key, text]) => [key, text.replace('{name}', () => site?.name ?? '')])
  return { ...Object.fromEntries(named), language, direction: directionOf(language) }
}

const filled = (template: string, values: Words): string =>
  template
    .replace('lang="en"', () => `lang="${values['language']}" dir="${values['direction']}"`)
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => escapeHtml(values[name] ?? ''))

function pageOf(template: string, areas: Areas, site: SiteRecord, { said, hasCard, scripts }: Around): string {
  const url = urlOf(areas, site)
  const card = `<meta property="og:image" content="${escapeHtml(url)}/card.png">\n<meta name="twitter:card" content="summary_large_image">\n`
  const values: Words = {
    ...said,
    scheme: site.theme === 'auto' ? 'light dark' : site.theme,
    fill: site.light.fill,
    description: site.greeting || said['description'] || '',
    name: site.name,
    url,
  }
  const page = template.replace('{{card}}', hasCard ? card : '').replace('{{scripts}}', () => scripts)
  return filled(page, values)
}

/** Canvas and ink of look.md 2, with the brand's tint; the theme as the widget has it. */
function colours({ theme, light, dark }: SiteRecord): string {
  const inLight = `:root{--tint:${light.tint};--bg:#f9f8f5;--text:#182227}`
  const inDark = `:root{--tint:${dark.tint};--bg:#0d1214;--text:#eeedea}`
  if (theme !== 'auto') return theme === 'dark' ? inDark : inLight
  return `${inLight}@media (prefers-color-scheme:dark){${inDark}}`
}

function manifestOf(areas: Areas, site: SiteRecord): object {
  const url = urlOf(areas, site)
  return {
    id: url,
    name: site.name,
    start_url: url,
    scope: url,
    display: 'standalone',
    background_color: site.light.tint,
    theme_color: site.light.fill,
    icons: [
      { src: `${url}/icon.svg`, sizes: 'any', type: SVG },
      ...ICON_SIZES.map((size) => ({ src: `${url}/icon-${size}.png`, sizes: `${size}x${size}`, type: 'image/png' })),
    ],
  }
}
