import { once } from 'node:events'
import { createServer, type Server } from 'node:http'

/** How strict the page that carries the widget is: the three columns of what host pages allow. */
export type Policy = 'none' | 'own-hosts' | 'strict'

const NONCE = 'r4nd0mNonceForTests'

function policyHeader(policy: Policy, server: string): string | null {
  const socket = server.replace('http', 'ws')
  switch (policy) {
    case 'none':
      return null
    case 'own-hosts':
      return `default-src 'self'; script-src 'self' ${server}; connect-src 'self' ${server} ${socket}; style-src 'self'`
    case 'strict':
      return `default-src 'self'; script-src 'nonce-${NONCE}' 'strict-dynamic'; style-src 'self'; connect-src 'self' ${server} ${socket}; require-trusted-types-for 'script'; base-uri 'none'; object-src 'none'`
  }
}

function page(tag: string, lang: string): string {
  return `<!doctype html>
<html lang="${lang}" dir="${/^(ar|he)/.test(lang) ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A plain page</title></head>
<body><main><h1>A plain page</h1><p>Nothing here but a paragraph and the tag.</p><button>Add to basket</button></main>
${tag}
</body></html>`
}

/** `attributes` go onto the tag. */
export type HostSite = { url(policy?: Policy, siteKey?: string, attributes?: string): string; close(): Promise<void> }

/** A website on an origin of its own that pasted the script tag of `server`; `hasWorker`: and the file of notifications. */
export async function startHostSite(server: string, { hasWorker = false } = {}): Promise<HostSite> {
  const http = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://host')
    if (hasWorker && url.pathname === '/parley-sw.js') {
      response.setHeader('content-type', 'text/javascript')
      return response.end(`importScripts('${server}/push-sw.js')`)
    }
    const [, policy = 'none', key = 'demo'] = url.pathname.split('/')
    const header = policyHeader(policy as Policy, server)
    if (header) response.setHeader('content-security-policy', header)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    const nonce = policy === 'strict' ? ` nonce="${NONCE}"` : ''
    const lang = url.searchParams.get('lang') ?? 'en'
    const said = url.searchParams.get('tag') ?? ''
    const tag = `<script async src="${server}/s/${key}.js"${nonce} ${said}></script>`
    const element = `<parley-chat site="${key}"></parley-chat><script async src="${server}/parley-chat.js"${nonce}></script>`
    response.end(page(url.searchParams.has('element') ? element : tag, lang))
  })
  const port = await listen(http)
  return {
    url: (policy = 'none', siteKey = 'demo', attributes = '') =>
      `http://127.0.0.1:${port}/${policy}/${siteKey}${attributes && `?tag=${encodeURIComponent(attributes)}`}`,
    async close() {
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
