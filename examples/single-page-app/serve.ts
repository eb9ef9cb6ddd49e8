// Bundles the app and serves it on an origin of its own: node serve.ts [port] [address of Parley]
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { build } from 'esbuild'

const [port = '8081', parley = 'http://localhost:3000'] = process.argv.slice(2)
const here = (name: string) => new URL(name, import.meta.url)

const { outputFiles } = await build({
  entryPoints: [here('src/main.ts').pathname],
  ...{ bundle: true, write: false, format: 'esm', target: 'es2022', sourcemap: 'inline' },
})
const script = outputFiles[0]?.text ?? ''
const page = (await readFile(here('index.html'), 'utf8')).replace('{{parley}}', parley)
/** What a careful site allows: itself, and Parley for its script and its connection. */
const policy = [
  ...["default-src 'self'", `script-src 'self' ${parley}`, "style-src 'self'", "base-uri 'none'"],
  `connect-src 'self' ${parley} ${parley.replace(/^http/, 'ws')}`,
  `img-src 'self' data: blob: ${parley}`,
].join('; ')
const files: Record<string, [type: string, text: string]> = {
  '/app.js': ['text/javascript', script],
  '/app.css': ['text/css', await readFile(here('app.css'), 'utf8')],
  '/identity-token': ['text/plain', ''], // nobody is signed in here; examples/signed-identity has somebody
  '/demo/price-list.txt': ['text/plain', 'The Calder pot, large: £58\n'],
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://app')
  // Every other address is the app: it finds its way by itself.
  const [type, text] = files[pathname] ?? ['text/html', page]
  response.setHeader('content-type', `${type}; charset=utf-8`)
  response.setHeader('content-security-policy', policy)
  response.end(text)
})
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address()
  console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`)
})
