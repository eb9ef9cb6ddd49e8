import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Document, openMongo, type Store } from '@parley/database'
import { eventually } from './log.ts'

/** A replica set of `scripts/mongo-server.mjs`, which is plain JavaScript, as far as it is used here. */
type Members = {
  uri: string
  ports: number[]
  kill9(index: number): Promise<void>
  restart(index: number): void
  stop(): Promise<void>
}
type Start = (binary: string, folder: string, options: { members: number; testCommands: boolean }) => Promise<Members>
const script = new URL('../../../../../../scripts/mongo-server.mjs', import.meta.url).href

/** Three members, of which one is primary; each can be killed and asked for itself. */
export type MongoSet = Awaited<ReturnType<typeof startSet>>

const ELECTION_BOUND_MS = 60_000

/** Starts a set of three; `stop` ends it and removes its data. */
export async function startSet(binary: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-set-'))
  const { startMongo } = (await import(script)) as { startMongo: Start }
  const set = await startMongo(binary, folder, { members: 3, testCommands: true })

  /** Does something on one member, whoever is primary. */
  async function on<T>(index: number, database: string, work: (db: Store['db']) => Promise<T>): Promise<T> {
    const member = await openMongo(`mongodb://127.0.0.1:${set.ports[index]}/${database}?directConnection=true`)
    return work(member.db).finally(member.close)
  }
  /** What a member says of itself; nothing while it does not answer. */
  const helloOf = (index: number): Promise<Document> =>
    on(index, 'admin', (db) => db.command({ hello: 1 })).catch(() => ({}))

  async function primary(boundMs = ELECTION_BOUND_MS): Promise<number> {
    let found = -1
    await eventually(async () => {
      for (const index of set.ports.keys()) if ((await helloOf(index))['isWritablePrimary']) found = index
      return found >= 0
    }, boundMs)
    return found
  }

  return {
    ...set,
    uri: (database: string) => set.uri.replace('/?', `/${database}?`),
    on,
    primary,
    /** The others no longer copy what the primary stores, or do so again. */
    async copying(from: number, isOn: boolean): Promise<void> {
      const command = { configureFailPoint: 'stopReplProducer', mode: isOn ? 'off' : 'alwaysOn' }
      for (const index of set.ports.keys()) if (index !== from) await on(index, 'admin', (db) => db.command(command))
    },
    /** How many documents a member has stored, whether the others have them or not. */
    async storedOn(index: number, database: string, collection: string): Promise<number> {
      const { n } = await on(index, database, (db) =>
        db.command({ count: collection, readConcern: { level: 'local' } }),
      )
      return Number(n)
    },
    /** Brings a killed member back; it takes back what the others never had, and copies what it missed. */
    async revive(index: number): Promise<void> {
      set.restart(index)
      await eventually(async () => {
        const { secondary, isWritablePrimary } = await helloOf(index)
        return secondary === true || isWritablePrimary === true
      }, ELECTION_BOUND_MS)
    },
    async stop(): Promise<void> {
      await set.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
