import { type Endpoint, ERROR_CODES, SDK_ERROR_CODES } from '@parley/protocol'
import type { FastifyInstance } from 'fastify'
import { type Areas, onAreas } from '../http/areas.ts'
import { pagePolicy } from '../http/headers.ts'
import { endpoints, errorsOf, openApi } from '../http/openapi.ts'
import { escapeHtml } from '../lib/html.ts'
import { FRESH } from './dist-files.ts'
import { pageCss } from './page-css.ts'
import { sendText } from './send-text.ts'

type Schema = Record<string, unknown>
type Described = { components: { schemas: Record<string, Schema> } }

/** `/reference` and `/reference/errors`: the description of the API as pages, without a script. */
export function addReference(app: FastifyInstance, areas: Areas): void {
  const config = onAreas('api')
  const css = pageCss('reference.css')
  // Made when first asked for: it is a tenth of a start, and most servers are never asked.
  const described = once(() => openApi(areas.origin('api')) as Described) // made of the registry, so it has schemas
  const text = once(() => JSON.stringify(described()))

  app.get('/api/v1/openapi.json', { config }, async (request, reply) => {
    reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
    return sendText(request, reply, { text: text(), type: 'application/json; charset=utf-8', cacheControl: FRESH })
  })
  app.get('/reference.css', { config }, async (request, reply) =>
    sendText(request, reply, { text: css, type: 'text/css; charset=utf-8', cacheControl: FRESH }),
  )
  addPage('/reference', 'API reference', () => referenceBody(described().components.schemas))
  addPage('/reference/errors', 'Errors', errorsBody)

  function addPage(at: string, title: string, body: () => string): void {
    const page = once(() => layout(title, body()))
    app.get(at, { config }, async (request, reply) => {
      reply.header('content-security-policy', pagePolicy(areas, { frameAncestors: "'none'" }))
      return sendText(request, reply, { text: page(), type: 'text/html; charset=utf-8', cacheControl: FRESH })
    })
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function layout(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title} · Parley</title><link rel="stylesheet" href="/reference.css"></head>
<body><header><h1>${title}</h1><nav><a href="/reference">Endpoints</a> <a href="/reference/errors">Errors</a>
<a href="/api/v1/openapi.json">OpenAPI 3.1</a></nav></header><main>${body}</main></body></html>`
}

function referenceBody(schemas: Record<string, Schema>): string {
  const all = endpoints()
  const list = all.map(
    ([name, { method, path: at }]) => `<li><a href="#${name}"><b>${method}</b> ${escapeHtml(at)}</a></li>`,
  )
  const parts = all.map(([name, endpoint]) => endpointBody(name, endpoint, schemas))
  const nouns = Object.entries(schemas)
    .filter(([name]) => /^[A-Z]/.test(name))
    .map(([name, schema]) => `<section id="schema-${name}"><h3>${name}</h3>${code(schema)}</section>`)
  return `<nav aria-label="Endpoints"><ul>${list.join('')}</ul></nav>${parts.join('')}<h2>Nouns</h2>${nouns.join('')}`
}

function endpointBody(name: string, endpoint: Endpoint, schemas: Record<string, Schema>): string {
  const { method, path: at, summary, caller, role, multipart, status = 200 } = endpoint
  const [body, answer] = [schemas[`${name}Body`], schemas[`${name}Answer`]]
  const errors = errorsOf(endpoint).map((one) => `<a href="/reference/errors#${one}">${one}</a>`)
  return `<section id="${name}"><h2><b>${method}</b> ${escapeHtml(at)}</h2><p>${escapeHtml(summary)}.</p>
<p class="meta">Caller: ${caller}${role ? `, role ${role} or above` : ''}. Errors: ${errors.join(', ')}.</p>
${body ? `<h3>Body</h3>${code(body)}` : ''}${multipart ? '<h3>Body</h3><p>multipart/form-data with one part, <code>file</code>.</p>' : ''}
<h3>Answer ${status}</h3>${answer ? code(answer) : '<p>No content, or the bytes of the file.</p>'}</section>`
}

/** A schema as JSON; references become links. */
function code({ id: _name, ...schema }: Schema): string {
  const text = escapeHtml(JSON.stringify(schema, null, 2))
  return `<pre tabindex="0">${text.replace(/#\/components\/schemas\/(\w+)/g, '<a href="#schema-$1">$1</a>')}</pre>`
}

function errorsBody(): string {
  const rows = Object.entries(ERROR_CODES).map(
    ([name, { status, title }]) =>
      `<tr id="${name}"><th scope="row"><code>${name}</code></th><td>${status}</td><td>${escapeHtml(title)}</td></tr>`,
  )
  const ofSdk = Object.entries(SDK_ERROR_CODES)
    .filter(([name]) => !Object.hasOwn(ERROR_CODES, name))
    .map(
      ([name, meaning]) =>
        `<tr id="${name}"><th scope="row"><code>${name}</code></th><td>${escapeHtml(meaning)}</td></tr>`,
    )
  return `<table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table>
<h2>Of the SDK</h2><p>What a method of <code>Parley</code> is rejected with, beside the codes above.</p>
<table><thead><tr><th scope="col">Code</th><th scope="col">Meaning</th></tr></thead><tbody>${ofSdk.join('')}</tbody></table>`
}
