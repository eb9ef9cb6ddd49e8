import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createPageFetch } from './page-fetch.ts'

const PUBLIC = [{ address: '93.184.215.14', family: 4 }]
const HTML = { 'content-type': 'text/html; charset=utf-8' }

describe('the way out to pages of strangers', () => {
  const asked: { url: string; headers: IncomingHttpHeaders }[] = []
  let answer: RequestListener = (_, response) => response.writeHead(200, HTML).end('<title>Tea</title>')
  const http = createServer((incoming, response) => {
    asked.push({ url: incoming.url ?? '', headers: incoming.headers })
    answer(incoming, response)
  })
  beforeAll(async () => {
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
  })
  afterAll(async () => {
    http.closeAllConnections()
    http.close()
    await once(http, 'close')
  })

  /** The true way, but for its last step: every name leads here. */
  const dial = async (url: string, _addresses: readonly object[], signal: AbortSignal) => {
    const { port } = http.address() as AddressInfo
    const { pathname: path } = new URL(url)
    const sent = request({ host: '127.0.0.1', port, path, signal, maxHeaderSize: 8 * 1024 })
    sent.end()
    const [response] = await once(sent, 'response')
    return response
  }
  const fetchPage = createPageFetch({ resolve: async () => PUBLIC, dial })
  const answering = (next: RequestListener) => {
    answer = next
    asked.length = 0
  }
  const shortly = () => {
    const within = AbortSignal.timeout
    return vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => within(150))
  }

  it('reads a page, where it was found in the end', async () => {
    answering(({ url }, response) =>
      url === '/old'
        ? response.writeHead(301, { location: '/new' }).end()
        : response.writeHead(200, HTML).end('<title>Tea</title>'),
    )
    expect(await fetchPage('https://shop.example/old')).toEqual({
      url: 'https://shop.example/new',
      html: '<title>Tea</title>',
    })
  })

  it.each([
    'http://shop.example/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://0/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.0.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://metadata.google.internal/',
    'https://user:secret@shop.example/',
    'https://shop.example:22/',
    'https://shop.example:6379/',
    'https://shop.example/a\r\nHost: evil',
    'https://shop.example/a b',
    'https://аpple.example/',
    'https://xn--pple-43d.example/',
    `https://shop.example/${'a'.repeat(2_000)}`,
    'file:///etc/passwd',
    'gopher://shop.example/',
  ])('N50 N55 refuses %s, and asks nobody', async (url) => {
    asked.length = 0
    await expect(fetchPage(url)).rejects.toThrow(/internet/)
    expect(asked).toEqual([])
  })

  it.each([['127.0.0.1'], ['169.254.169.254'], ['::1'], ['fd00::1'], ['93.184.215.14', '127.0.0.1']])(
    'N50 N51 connects to nobody when the name leads to %s %s',
    async (...all: string[]) => {
      const never = vi.fn()
      const addresses = all.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      const read = createPageFetch({ resolve: async () => addresses, dial: never })
      await expect(read('https://127.0.0.1.nip.example/')).rejects.toThrow(/internet/)
      expect(never).not.toHaveBeenCalled()
    },
  )

  it('N51 connects to the address that was checked, and checks again at each redirect', async () => {
    const answers = [PUBLIC, [{ address: '127.0.0.1', family: 4 }]]
    const dialled = vi.fn(dial)
    const read = createPageFetch({ resolve: async () => answers.shift() ?? [], dial: dialled })
    answering((_, response) => response.writeHead(302, { location: 'https://shop.example/again' }).end())
    await expect(read('https://shop.example/')).rejects.toThrow(/internet/)
    expect(dialled.mock.calls.map(([url, addresses]) => [url, addresses])).toEqual([['https://shop.example/', PUBLIC]])
  })

  it.each([
    'https://127.0.0.1/',
    'https://10.0.0.1/secret',
    'http://shop.example/',
    'file:///etc/passwd',
    'gopher://shop.example/',
    'https://shop.example:22/',
    '//localhost/',
    'http://[',
  ])('N52 does not follow a redirect to %s', async (location) => {
    answering((_, response) => response.writeHead(307, { location }).end())
    await expect(fetchPage('https://shop.example/')).rejects.toThrow(/internet/)
    expect(asked).toHaveLength(1)
  })

  it('N52 follows three redirects, and no loop', async () => {
    answering(({ url = '' }, response) => response.writeHead(301, { location: `${url}x` }).end())
    expect(await fetchPage('https://shop.example/')).toBeNull()
    expect(asked.map(({ url }) => url)).toEqual(['/', '/x', '/xx', '/xxx'])
  })

  it('N52 takes a page that refreshes itself for what it is', async () => {
    answering((_, response) =>
      response.writeHead(200, HTML).end('<meta http-equiv="refresh" content="0;url=https://10.0.0.1/">'),
    )
    expect((await fetchPage('https://shop.example/'))?.html).toContain('refresh')
    expect(asked).toHaveLength(1)
  })

  it('N54 reads the beginning of what never ends, and lets go of it', async () => {
    let isOpen = true
    answering((_, response) => {
      response.writeHead(200, HTML)
      const pour = () => {
        while (isOpen && response.write('a'.repeat(64 * 1024)));
      }
      response.on('drain', pour).on('close', () => {
        isOpen = false
      })
      pour()
    })
    expect((await fetchPage('https://shop.example/'))?.html.length).toBe(256 * 1024)
    await vi.waitFor(() => expect(isOpen).toBe(false))
  })

  it.each<[string, RequestListener]>([
    ['a page that says nothing', () => undefined],
    ['headers alone', (_, response) => response.writeHead(200, HTML).flushHeaders()],
    [
      'a letter now and then',
      (_, response) => {
        response.writeHead(200, HTML)
        const timer = setInterval(() => response.write('a'), 20)
        response.on('close', () => clearInterval(timer))
      },
    ],
  ])('N54 waits for %s as long as for all, and no longer', async (_what, next) => {
    const timeout = shortly()
    answering(next)
    await expect(fetchPage('https://shop.example/')).rejects.toThrow()
    expect(timeout).toHaveBeenCalledExactlyOnceWith(5_000)
    timeout.mockRestore()
  })

  it('N54 refuses headers without end', async () => {
    answering((_, response) => response.writeHead(200, { ...HTML, more: 'x'.repeat(64 * 1024) }).end())
    await expect(fetchPage('https://shop.example/')).rejects.toThrow()
  })

  it.each<[string, RequestListener]>([
    [
      'a bomb that is packed',
      (_, response) => response.writeHead(200, { ...HTML, 'content-encoding': 'gzip' }).end(gzipSync('a'.repeat(1e6))),
    ],
    ['a picture', (_, response) => response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>')],
    ['no type', (_, response) => response.writeHead(200).end('<title>x</title>')],
    ['an error', (_, response) => response.writeHead(500, HTML).end('<title>x</title>')],
  ])('N54 N57 takes %s for no page', async (_what, next) => {
    answering(next)
    expect(await fetchPage('https://shop.example/')).toBeNull()
  })

  it('N50 a canary on this machine hears nothing of its own name', async () => {
    let heard = 0
    const canary = createServer().on('connection', () => heard++)
    await new Promise<void>((listening) => canary.listen(0, '127.0.0.1', listening))
    for (const url of ['https://localhost/', 'https://127.0.0.1/', 'https://localhost.localdomain/'])
      await expect(createPageFetch()(url)).rejects.toThrow()
    expect(heard).toBe(0)
    canary.close()
  })
})
