// Started inside a network namespace: carries connections to `host port` and prints the port it listens on.
import { connect, createServer } from 'node:net'

const [host = '', port = ''] = process.argv.slice(2)

const server = createServer({ noDelay: true }, (client) => {
  const upstream = connect({ host, port: Number(port), noDelay: true })
  client.pipe(upstream).pipe(client)
  const end = () => {
    client.destroy()
    upstream.destroy()
  }
  for (const socket of [client, upstream]) socket.on('error', end).on('close', end)
})

server.listen(0, '0.0.0.0', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`)
})
