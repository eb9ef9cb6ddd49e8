import type { Db, Collection as DriverCollection } from 'mongodb'
import { expectTypeOf, it } from 'vitest'
import type { Collection, Database } from '../database.ts'

type Event = { _id: string; workspaceId: string; ord: number; vseq?: number; body: { text: string } | null }

it('the driver’s Db is a Database, and its collections are ours, so the server is written once', () => {
  expectTypeOf<Db>().toExtend<Database>()
  expectTypeOf<DriverCollection<Event>>().toExtend<Collection<Event>>()
})
