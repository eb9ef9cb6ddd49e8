import { createDocuments, type Documents } from './documents.ts'
import { messageOf } from './error-message.ts'
import { createIndexes, dropAll, expire } from './indexes.ts'
import { LostTransaction } from './kv.ts'
import type { Answer, Request, WriteOperation, WriteSummary } from './operations.ts'
import type { Engine } from './query.ts'
import { findAndModify, runModel, type Writing } from './write.ts'

export type Writer = {
  /** Runs the operations of several messages in one transaction; returns when their flush is done. */
  commit(requests: readonly Request[]): Answer[][]
}

function write(writing: Writing, operation: Extract<WriteOperation, { op: 'write' }>): WriteSummary {
  const summary = { inserted: 0, matched: 0, modified: 0, deleted: 0 }
  const upserted: { index: number; id: unknown }[] = []
  const errors: WriteSummary['errors'][number][] = []
  for (const [index, model] of operation.models.entries()) {
    try {
      const result = runModel(writing, operation.collection, model)
      summary.inserted += result.inserted
      summary.matched += result.matched
      summary.modified += result.modified
      summary.deleted += result.deleted
      if (result.upsertedId !== null) upserted.push({ index, id: result.upsertedId })
    } catch (error) {
      const message = messageOf(error)
      // Without a code it is no answer to the caller but a failure: the whole operation is taken back.
      if (!message.codeName) throw error
      errors.push({ index, error: message })
      if (operation.ordered) break
    }
  }
  return { ...summary, upserted, errors }
}

function run(writing: Writing, operation: WriteOperation): unknown {
  const { engine } = writing
  switch (operation.op) {
    case 'write':
      return write(writing, operation)
    case 'findAndModify':
      return findAndModify(writing, operation)
    case 'createIndexes':
      return createIndexes(engine, operation.collection, operation.indexes)
    case 'dropCollection':
      return engine.catalog.drop(operation.collection)
    case 'dropDatabase':
      return dropAll(engine.catalog)
    case 'ping':
      return null
    case 'checkpoint':
      return null // done behind the commit: SQLite moves nothing inside a transaction
    case 'expire':
      return expire(writing)
  }
}

function answer(engine: Engine, documents: Documents, now: Date, operation: WriteOperation): Answer {
  try {
    return { result: engine.kv.savepoint(() => run({ engine, documents, now }, operation)) ?? null }
  } catch (error) {
    if (error instanceof LostTransaction) throw error
    engine.catalog.refresh()
    return { error: messageOf(error) }
  }
}

const wantsCheckpoint = (request: Request): boolean =>
  request.operations.some((operation) => (operation as WriteOperation).op === 'checkpoint')

export function createWriter(engine: Engine): Writer {
  const documents = createDocuments(engine.catalog)

  function answersTo(request: Request): Answer[] {
    const now = new Date(request.now)
    // The main thread makes the operations; nobody else can reach this port.
    return request.operations.map((operation) => answer(engine, documents, now, operation as WriteOperation))
  }

  function commit(requests: readonly Request[]): Answer[][] {
    try {
      engine.kv.begin('write')
      const answers = requests.map(answersTo)
      engine.kv.commit()
      return answers
    } catch (error) {
      engine.kv.rollback()
      engine.catalog.refresh()
      const failed: Answer = { error: messageOf(error) }
      return requests.map((request) => request.operations.map(() => failed))
    }
  }

  engine.catalog.refresh()
  return {
    commit: (requests) => {
      const answers = commit(requests)
      if (requests.some(wantsCheckpoint)) engine.kv.checkpoint()
      return answers
    },
  }
}
