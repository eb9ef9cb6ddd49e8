import type { Readable } from 'node:stream'
import type { AttachmentId, ConversationId, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { ZipEntry } from '../../lib/zip.ts'
import type { Contacts } from '../contacts/index.ts'
import type { ConversationRecord, Conversations } from '../conversations/index.ts'
import type { Visitors } from '../visitors/index.ts'
import type { Person, Persons } from './person.ts'

type FileRecord = {
  _id: AttachmentId
  name: string
  type: string
  size: number
  blobKey: string
  bound: { audience: 'all' | 'agents' } | { canned: string } | null
}
export type ArchiveDeps = {
  contacts: Pick<Contacts, 'find' | 'toProfile'>
  visitors: Pick<Visitors, 'find' | 'toWire'>
  conversations: Pick<Conversations, 'erasure' | 'entriesAfter'>
  files: {
    listAll(workspaceId: WorkspaceId, id: ConversationId, after: AttachmentId | null): Promise<FileRecord[]>
    read(file: Pick<FileRecord, 'blobKey'>): Readable
  }
  clock: Clock
}
type Deps = ArchiveDeps & { persons: Persons }

/** Bytes of files of one archive: its form holds no more, and says what it left out. */
const MOST_BYTES = 3 * 1024 ** 3
const MOST_FILES = 50_000

/** What is the team's: left out unless asked for. */
const TEAMS = ['note', 'tags', 'fields', 'version'] as const

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)

/** All that is kept of a person, file by file, read as it is sent: nothing of it is stored anywhere. */
export function createArchive({ persons, contacts, visitors, conversations, files, clock }: Deps) {
  async function personOf({ workspaceId, contactIds, visitorIds }: Person, notes: boolean) {
    const known = await Promise.all(contactIds.map((id) => contacts.find(workspaceId, id)))
    const browsers = await Promise.all(visitorIds.map((id) => visitors.find(workspaceId, id)))
    return {
      exportedAt: clock.now().toISOString(),
      contacts: known.flatMap((record) => {
        const all = record && Object.entries(contacts.toProfile(record))
        return all ? [Object.fromEntries(all.filter(([key]) => notes || !isTeams(key)))] : []
      }),
      visitors: browsers.flatMap((record) => (record ? [visitors.toWire(record)] : [])),
    }
  }

  /** One conversation as JSON, entry by entry. */
  async function* conversationOf(record: ConversationRecord, notes: boolean): AsyncGenerator<Buffer> {
    const { _id: id, workspaceId, status, rating, createdAt, siteId } = record
    const ref = { workspaceId, conversationId: id }
    const fields = notes ? record.fields : await conversations.erasure.fieldsOf(record)
    const head = JSON.stringify({ id, siteId, status, rating, createdAt, fields })
    yield Buffer.from(`${head.slice(0, -1)},\n"said":[`)
    yield* linesOf(
      paged(0, async (after) => {
        const { said, next } = await conversations.erasure.metadataOf(record, after)
        return { items: said, next }
      }),
    )
    yield Buffer.from('],\n"entries":[')
    yield* linesOf(
      paged(0, async (after) => {
        const { entries, next } = await conversations.entriesAfter(notes ? 'agent' : 'visitor', ref, after)
        return { items: entries, next }
      }),
    )
    yield Buffer.from(']}\n')
  }

  const filesOf = ({ workspaceId, _id }: ConversationRecord) =>
    paged<FileRecord, AttachmentId | null>(null, async (after) => {
      const items = await files.listAll(workspaceId, _id, after)
      return { items, next: items.at(-1)?._id ?? null }
    })

  async function* withFiles(record: ConversationRecord, notes: boolean, room: Room): AsyncGenerator<ZipEntry> {
    yield { name: `conversations/${record._id}.json`, data: conversationOf(record, notes) }
    for await (const file of filesOf(record)) {
      if (!file.bound || 'canned' in file.bound || (file.bound.audience === 'agents' && !notes)) continue
      if (takes(room, file)) yield { name: nameOf(file), data: opened(() => files.read(file)) }
    }
  }

  /** The entries of the archive. */
  return async function* entries(person: Person, notes: boolean): AsyncGenerator<ZipEntry> {
    const room: Room = { bytes: MOST_BYTES, files: MOST_FILES, leftOut: [] }
    yield { name: 'person.json', data: [json(await personOf(person, notes))] }
    for await (const page of persons.conversationsOf(person))
      for (const record of page) yield* withFiles(record, notes, room)
    if (room.leftOut.length > 0) yield { name: 'left-out.json', data: [json(room.leftOut)] }
  }
}

type Room = { bytes: number; files: number; leftOut: string[] }

/** False when there is no room for it: it is noted then. */
function takes(room: Room, { _id, size }: FileRecord): boolean {
  if (size > room.bytes || room.files === 0) {
    room.leftOut.push(_id)
    return false
  }
  room.bytes -= size
  room.files -= 1
  return true
}

/** Opened when its bytes are asked for: whoever goes away before leaves nothing open. */
async function* opened(read: () => Readable): AsyncGenerator<Buffer> {
  yield* read()
}

/** All of what comes page by page. */
async function* paged<T, After>(
  first: After,
  page: (after: After) => Promise<{ items: readonly T[]; next: After | null }>,
): AsyncGenerator<T> {
  for (let at: { after: After } | null = { after: first }; at; ) {
    const { items, next }: { items: readonly T[]; next: After | null } = await page(at.after)
    yield* items
    at = next === null ? null : { after: next }
  }
}

/** What stands between the brackets of a list. */
async function* linesOf(all: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  let between = '\n'
  for await (const one of all) {
    yield Buffer.from(between + JSON.stringify(one))
    between = ',\n'
  }
}

const isTeams = (key: string) => (TEAMS as readonly string[]).includes(key)

/** No folder, and nothing that a file system trips over (N36). */
const nameOf = ({ _id, name }: FileRecord) => `files/${_id} ${name.replace(/[^\p{L}\p{N} ._()-]/gu, '_').slice(-120)}`
