import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Animal, documentOf, files, NONCE, type Places } from './animal.ts'

export type Cages = {
  /** Where this animal's page is, on the usual origin or on another. */
  url(animal: Animal, site?: keyof typeof SITES): string
  close(): Promise<void>
}

/** Names of loopback: two origins that the demo site allows, and one that it does not. */
const SITES = { host: '127.0.0.1', elsewhere: 'localhost', stranger: '127.0.0.2' }

/** A website that has a page for every animal that is asked for, each with the script tag of `server`. */
export async function openCages(server: string): Promise<Cages> {
  const animals = new Map<string, Animal>()
  let port = 0
  const on = (site: keyof typeof SITES) => `http://${SITES[site]}:${port}`

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const [, slug = '', file = ''] = new URL(request.url ?? '/', 'http://host').pathname.split('/')
    const animal = animals.get(slug)
    if (!animal) return void response.writeHead(slug === 'favicon.ico' ? 204 : 404).end()
    const src = `${server}/s/demo.js`
    const places: Places = {
      ...{ server, host: on('host'), elsewhere: on('elsewhere'), src },
      tag: `<script async="" src="${src}" nonce="${NONCE}"></script>`,
    }
    const [type, text] = files(animal)[file] ?? [animal.type ?? 'text/html', documentOf(animal, places, `/${slug}`)]
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...animal.headers?.(places) }).end(text)
  }

  const open = async (site: keyof typeof SITES) => {
    const http = createServer(answer).listen(port, SITES[site])
    await once(http, 'listening')
    return http
  }
  const host = await open('host')
  port = (host.address() as AddressInfo).port // it listens
  const all = [host, await open('stranger')]
  return {
    url(animal, site = 'host') {
      const slug = animal.name.replace(/\W+/g, '-')
      animals.set(slug, animal)
      return `${on(site)}/${slug}`
    },
    async close() {
      for (const http of all) {
        http.closeAllConnections()
        http.close()
        await once(http, 'close')
      }
    },
  }
}
