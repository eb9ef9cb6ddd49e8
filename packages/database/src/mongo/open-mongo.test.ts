import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterEach, expect, inject, it } from 'vitest'
import { openMongo } from './open-mongo.ts'

const mongodbUri = inject('mongodbUri')
const onMongodb = it.skipIf(!mongodbUri)
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** A way to the true mongod that is closed until `open`; its address asks the one member, not the set. */
async function aWay() {
  const { hostname, port } = new URL(mongodbUri ?? '')
  const sockets = new Set<Socket>()
  let isOpen = false
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => socket.destroy()))
    if (!isOpen) return void socket.destroy()
    const onward = connect(Number(port), hostname)
    sockets.add(onward.on('error', () => socket.destroy()))
    socket.pipe(onward).pipe(socket)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  ends.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const uri = `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/patience?directConnection=true`
  return { uri, open: () => (isOpen = true) }
}

onMongodb('a database that answers late is waited for, and that is told', async () => {
  const way = await aWay()
  const told: string[] = []
  const store = await openMongo(way.uri, {
    ...{ serverSelectionTimeoutMs: 200, patienceMs: 60_000 },
    onWait({ name }) {
      told.push(name)
      if (told.length === 2) way.open()
    },
  })
  ends.push(() => void store.close())
  expect(await store.now()).toBeInstanceOf(Date)
  expect(told.slice(0, 2)).toEqual(['MongoServerSelectionError', 'MongoServerSelectionError'])
})

onMongodb('one that does not answer is asked once where nobody has patience', async () => {
  const way = await aWay()
  const told: string[] = []
  const opening = openMongo(way.uri, { serverSelectionTimeoutMs: 200, onWait: ({ name }) => told.push(name) })
  await expect(opening).rejects.toMatchObject({ name: 'MongoServerSelectionError' })
  expect(told).toEqual([])
})

onMongodb('what no waiting helps is told at once', async () => {
  const uri = new URL(mongodbUri ?? '')
  uri.username = 'nobody'
  uri.password = 'wrong'
  const told: string[] = []
  const opening = openMongo(uri.href, { patienceMs: 60_000, onWait: ({ name }) => told.push(name) })
  await expect(opening).rejects.toThrow(/auth/i)
  expect(told).toEqual([])
})
