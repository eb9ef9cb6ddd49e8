// Serves index.html on an origin of its own: node serve.mjs [port]
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const port = Number(process.argv[2] ?? 8080)
const page = new URL('index.html', import.meta.url)

createServer(async (_request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(await readFile(page))
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`))
