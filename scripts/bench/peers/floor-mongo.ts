import { MongoClient } from 'mongodb'
import { type FloorEvent, serveFloor } from './floor.ts'

const client = new MongoClient(process.env['MONGODB_URI'] ?? '', { writeConcern: { w: 1, journal: true } })
await client.connect()
const events = client.db().collection<FloorEvent>('events')
await events.createIndex({ conversationId: 1, n: 1 }, { unique: true })

serveFloor(
  async (batch) => {
    await events.insertMany(
      batch.map((event) => ({ ...event })),
      { ordered: false },
    )
  },
  Number(process.env['WAIT_MS'] ?? 0),
)
