// Serves the page on an origin of its own: node serve.mjs [port] [address of Parley]
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const [port = '8080', parley = 'http://localhost:3000'] = process.argv.slice(2)
const read = (name) => readFile(new URL(name, import.meta.url), 'utf8')

const server = createServer(async (request, response) => {
  const isScript = request.url === '/page.js'
  response.setHeader('content-type', `text/${isScript ? 'javascript' : 'html'}; charset=utf-8`)
  response.end((await read(isScript ? 'page.js' : 'index.html')).replace('{{parley}}', parley))
})
server.listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
