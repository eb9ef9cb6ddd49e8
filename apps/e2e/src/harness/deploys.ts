import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

/** The worker's own name of its build. */
const VERSION = /"([0-9a-f]{12})"/

/**
 * Stands before a server as a proxy does, and makes of its inbox another build whenever a test says so: the worker gets
 * another version, and files in `gone` are those of no build any more.
 */
export async function startDeploys(upstream: { port(): number }) {
  let builds = 0
  const gone = new Set<string>()
  const server = createServer((incoming, outgoing) => {
    if (gone.has(incoming.url ?? '')) return void outgoing.writeHead(404).end()
    pass(upstream.port(), incoming, outgoing, (text) =>
      incoming.url?.endsWith('/worker.js')
        ? text.replace(VERSION, (_, own: string) => `"${String(builds).padStart(3, '0')}${own.slice(3)}"`)
        : text,
    )
  })
  server.on('upgrade', (incoming, socket, head) => {
    const through = connect(upstream.port(), '127.0.0.1', () => {
      const headers = incoming.rawHeaders.flatMap((name, i, all) => (i % 2 ? [] : [`${name}: ${all[i + 1]}`]))
      through.write([`${incoming.method} ${incoming.url} HTTP/1.1`, ...headers, '', ''].join('\r\n'))
      through.write(head)
      through.pipe(socket).pipe(through)
    })
    through.on('error', () => socket.destroy())
    socket.on('error', () => through.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`, // it listens
    deploy: () => void builds++,
    gone,
    close: () => server.close(),
  }
}

/** The answer as it is, but for texts that are to be others; a server that is away is a bad gateway. */
function pass(
  port: number,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  change: (text: string) => string,
): void {
  const isWorker = incoming.url?.endsWith('/worker.js') ?? false
  const headers = { ...incoming.headers, ...(isWorker && { 'accept-encoding': 'identity', 'if-none-match': '' }) }
  const { method, url } = incoming
  const asked = request({ port, host: '127.0.0.1', method, path: url, headers }, async (answer) => {
    const { 'content-length': length, ...others } = answer.headers
    outgoing.writeHead(answer.statusCode ?? 502, isWorker || !length ? others : { ...others, 'content-length': length })
    if (!isWorker) return void answer.pipe(outgoing)
    const chunks = await answer.toArray()
    outgoing.end(change(Buffer.concat(chunks).toString()))
  })
  asked.on('error', () => outgoing.headersSent || outgoing.writeHead(502).end())
  incoming.pipe(asked)
}
