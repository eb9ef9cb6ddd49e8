import { StoreError } from '../store-error.ts'
import { aggregate } from './aggregate.ts'
import { checkIndexes } from './check.ts'
import { encodeDoc } from './doc-codec.ts'
import { messageOf } from './error-message.ts'
import type { Answer, Batch, ReadOperation, Request } from './operations.ts'
import { projector } from './projection.ts'
import { countMatching, type Engine, noneExamined, select } from './query.ts'

export type Reader = {
  /** Runs the operations of one message on one snapshot. */
  answer(request: Request): Answer[]
}

/** A cursor hands out no more at once (design.md 4), so that a long read never holds up a short one. */
const BATCH_DOCS = 100
/** MongoDB's own time after which a cursor nobody asks again is forgotten. */
const CURSOR_IDLE_MS = 600_000

type Cursor = { readonly rest: Iterator<Uint8Array>; usedAt: number }

function* rawDocs(engine: Engine, operation: Extract<ReadOperation, { op: 'find' }>): Generator<Uint8Array> {
  const project = projector(operation.projection)
  for (const found of select(engine, operation.collection, operation)) yield project(found)
}

export function createReader(engine: Engine): Reader {
  const cursors = new Map<number, Cursor>()
  let lastCursor = 0

  function take(cursor: number, { rest }: Cursor): Batch {
    const docs: Uint8Array[] = []
    while (docs.length < BATCH_DOCS) {
      const next = rest.next()
      if (next.done) {
        cursors.delete(cursor)
        return { cursor: 0, docs }
      }
      docs.push(next.value)
    }
    return { cursor, docs }
  }

  function open(rest: Iterator<Uint8Array>, now: number): Batch {
    for (const [id, cursor] of cursors) if (cursor.usedAt < now - CURSOR_IDLE_MS) cursors.delete(id)
    lastCursor += 1
    const cursor = { rest, usedAt: now }
    cursors.set(lastCursor, cursor)
    return take(lastCursor, cursor)
  }

  function more(id: number, now: number): Batch {
    const cursor = cursors.get(id)
    if (!cursor) throw new StoreError('CursorNotFound', `cursor id ${id} not found`)
    cursor.usedAt = now
    return take(id, cursor)
  }

  function examine(operation: Extract<ReadOperation, { op: 'examine' }>): unknown {
    const examined = noneExamined()
    const { collection, filter, sort, limit } = operation
    const found = operation.count
      ? countMatching(engine, collection, { filter, limit }, examined)
      : [...select(engine, collection, { filter, sort, limit, skip: 0 }, examined)].length
    return { ...examined, found }
  }

  function run(operation: ReadOperation, now: number): unknown {
    switch (operation.op) {
      case 'find':
        return open(rawDocs(engine, operation), now)
      case 'aggregate':
        return open(aggregate(engine, operation, new Date(now)).map(encodeDoc).values(), now)
      case 'more':
        return more(operation.cursor, now)
      case 'close':
        cursors.delete(operation.cursor)
        return null
      case 'count':
        return countMatching(engine, operation.collection, operation)
      case 'ping':
        return null
      case 'check':
        return checkIndexes(engine)
      case 'examine':
        return examine(operation)
    }
  }

  function answer(operation: ReadOperation, now: number): Answer {
    try {
      return { result: run(operation, now) }
    } catch (error) {
      return { error: messageOf(error) }
    }
  }

  return {
    answer: (request) => {
      engine.kv.begin('read')
      try {
        engine.catalog.refresh()
        // The main thread makes the operations; nobody else can reach this port.
        return request.operations.map((operation) => answer(operation as ReadOperation, request.now))
      } finally {
        engine.kv.commit()
      }
    },
  }
}
