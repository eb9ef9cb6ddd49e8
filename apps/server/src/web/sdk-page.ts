import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Areas, onAreas } from '../http/areas.ts'
import { pagePolicy } from '../http/headers.ts'
import { escapeHtml } from '../lib/html.ts'
import { FRESH } from './dist-files.ts'
import { pageCss } from './page-css.ts'
import { sendText } from './send-text.ts'

type Method = { name: string; signature: string; says: string; args: unknown[]; isAbsent: boolean }
/** Every method and event of the SDK, written from its types by `scripts/sdk-reference.ts`. */
export type SdkList = {
  groups: { title: string; methods: Method[] }[]
  events: { name: string; says: string; isAbsent: boolean }[]
}

const FOLDER = path.join(import.meta.dirname, 'demo')
const read = (name: string) => readFileSync(path.join(FOLDER, name), 'utf8')
const CSS = 'text/css; charset=utf-8'
const ASSETS = {
  ...{ 'sdk.css': CSS, 'sdk-log.css': CSS, 'sdk.js': 'text/javascript; charset=utf-8' },
  'price-list.txt': 'text/plain; charset=utf-8', // what the example of `attach` attaches
} as const

/** `/demo/sdk`: every method of the SDK with arguments to change, and every event as it happens, on the demo's site. */
export function addSdkPage(app: FastifyInstance, areas: Areas): void {
  const config = onAreas('visitor')
  const page = renderSdkPage(JSON.parse(read('sdk-list.json')) as SdkList)
    .replace('{{script}}', escapeHtml(areas.urlFor('visitor', '/s/demo.js')))
    .replace('{{errors}}', escapeHtml(areas.urlFor('api', '/reference/errors')))
  const headers = { 'content-security-policy': pagePolicy(areas, { frameAncestors: "'none'" }) }
  app.get('/demo/sdk', { config }, async (request, reply) => {
    reply.headers(headers)
    return sendText(request, reply, { text: page, type: 'text/html; charset=utf-8', cacheControl: 'no-cache' })
  })
  for (const [name, type] of Object.entries(ASSETS)) {
    const text = name === 'sdk.css' ? pageCss('demo/sdk.css') : read(name)
    app.get(`/demo/${name}`, { config }, async (request, reply) =>
      sendText(request, reply, { text, type, cacheControl: FRESH }),
    )
  }
}

const idOf = (title: string): string => `on-${title.toLowerCase().replace(/\W+/g, '-')}`
/** Backticks of a doc comment become code. */
const prose = (text: string): string => escapeHtml(text).replace(/`([^`]*)`/g, '<code>$1</code>')

/** What stands in the field: the arguments as JSON, a function as `ƒ`. */
function argumentsOf({ args }: Method): string {
  return args.map((one) => JSON.stringify(one).replace(/\{"ƒ":null\}/g, 'ƒ')).join(', ')
}

function methodRow(method: Method): string {
  const { name, signature, says, isAbsent } = method
  const rest = signature.slice(name.length)
  return `<li class="call" data-method="${name}"><form>
<p class="name"><code><b>${name}</b>${escapeHtml(rest)}</code>${isAbsent ? '<span class="chip">not yet</span>' : ''}</p>
${says ? `<p class="says">${prose(says)}</p>` : ''}
<div class="line"><input aria-label="Arguments of ${name}" name="args" value="${escapeHtml(argumentsOf(method))}" placeholder="no arguments" autocomplete="off" autocapitalize="off" spellcheck="false">
<button aria-label="Call ${name}">Call</button></div><output aria-live="polite"></output></form></li>`
}

/** The page as it is served, but for the addresses. */
export function renderSdkPage({ groups, events }: SdkList): string {
  const links = groups.map(({ title }) => `<li><a href="#${idOf(title)}">${title}</a></li>`)
  const sections = groups.map(
    ({ title, methods }) =>
      `<section id="${idOf(title)}" aria-labelledby="${idOf(title)}-title"><h2 id="${idOf(title)}-title">${title}</h2><ul>${methods.map(methodRow).join('')}</ul></section>`,
  )
  const names = events.map(
    ({ name, says, isAbsent }) =>
      `<li data-event="${name}" title="${escapeHtml(isAbsent ? `Not yet: ${says}` : says)}"><code>${name}</code><b></b></li>`,
  )
  return read('sdk.html')
    .replace('{{links}}', links.join(''))
    .replace('{{sections}}', sections.join(''))
    .replace('{{events}}', names.join(''))
    .replace('{{count}}', String(groups.flatMap((group) => group.methods).length))
}
