import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { WebSocketServer } from 'ws'
import type { Floor } from './widget-floors.ts'

/** Something that listens on a free port of loopback, which is an origin of its own. */
export type Host = { url: string; stop: () => Promise<void> }

async function listen(server: Server): Promise<Host> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no free port on loopback')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const PARAGRAPHS = 40
const article = Array.from(
  { length: PARAGRAPHS },
  (_, n) =>
    `<h2>Lamp ${n + 1}</h2><p>A lamp of brass and oak, made to order, with a cord of two metres. <a href="#">More</a></p>`,
).join('\n')

/** The page of a stranger, always the same but for the tag: text, a little style, no script of its own. */
function pageOf(tag: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lamps</title><link rel="icon" href="data:,">
<style>body{font:16px/1.5 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}</style></head>
<body><main><h1>Lamps</h1>
${article}
</main>${tag}</body></html>`
}

/** The website that carries a widget. `/NAME` has the tag of that name; one without a tag is the page alone. */
export function startWebsite(tags: Record<string, string>): Promise<Host> {
  return listen(
    createServer(({ url = '/' }, response) => {
      const src = tags[url.slice(1)]
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(pageOf(src === undefined ? '' : `<script async src="${src}"></script>`))
    }),
  )
}

function serve(floors: Record<string, Floor>): RequestListener {
  return ({ url = '/' }, response) => {
    const [, floor = '', name = ''] = url.split('/')
    const file = floors[floor]?.[name as keyof Floor]
    if (!file) return void response.writeHead(404).end()
    response.writeHead(200, {
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'br',
      'content-length': file.brotli.length,
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*', // what a page imports of another origin needs it
    })
    response.end(file.brotli)
  }
}

/** The floors' files at `/FLOOR/loader.js`, and their backend: a socket that says everything back at once. */
export async function startFloors(floors: Record<string, Floor>): Promise<Host> {
  const server = createServer(serve(floors))
  const sockets = new WebSocketServer({ server, path: '/socket' })
  sockets.on('connection', (socket) => socket.on('message', (said) => socket.send(String(said))))
  const host = await listen(server)
  return {
    ...host,
    async stop() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      await host.stop()
    },
  }
}
