// A shop's server that tells Parley who is signed in: node serve.ts [port] [address of Parley]
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { signIdentity } from '@parley/sdk/server'
import { personOf, signIn, signOut } from './sessions.ts'

const [port = '8082', parley = 'http://localhost:3000'] = process.argv.slice(2)
const { PARLEY_KEY_ID: kid, PARLEY_KEY_SECRET: secret, PARLEY_WORKSPACE: workspaceId } = process.env
if (!kid || !secret || !workspaceId) {
  console.error(
    'Make a key under Settings › your site › Identity and privacy, and set PARLEY_KEY_ID, PARLEY_KEY_SECRET and PARLEY_WORKSPACE.',
  )
  process.exit(1)
}
const key = { kid, secret, workspaceId }
const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8')
const files: Record<string, [type: string, text: string]> = {
  '/': ['text/html', (await read('index.html')).replace('{{parley}}', parley)],
  '/page.js': ['text/javascript', await read('page.js')],
}

/** Signed anew whenever the page asks, for whom the session says, good for two minutes, and kept by no cache. */
function sendToken(request: IncomingMessage, response: ServerResponse): void {
  const person = personOf(request)
  response.writeHead(person ? 200 : 401, { 'content-type': 'text/plain', 'cache-control': 'no-store' })
  response.end(person ? signIdentity(person, key, { expiresIn: 120 }) : '')
}

const goHome = (response: ServerResponse, cookie: string) =>
  response.writeHead(303, { location: '/', 'set-cookie': cookie }).end()

function sendPage(pathname: string, request: IncomingMessage, response: ServerResponse): void {
  const [type = 'text/plain', text = 'Nothing is here.'] = files[pathname] ?? []
  response.writeHead(files[pathname] ? 200 : 404, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
  })
  response.end(text.replace('{{person}}', personOf(request)?.name ?? ''))
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop')
  if (pathname === '/identity-token') return sendToken(request, response)
  if (request.method !== 'POST') return sendPage(pathname, request, response)
  if (pathname === '/sign-out') {
    signOut(request)
    return goHome(response, 'session=; Max-Age=0; Path=/')
  }
  const cookie = signIn(searchParams.get('as') ?? '')
  return cookie ? goHome(response, cookie) : response.writeHead(403).end()
})
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address()
  console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`)
})
