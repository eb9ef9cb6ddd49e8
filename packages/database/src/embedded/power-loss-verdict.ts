import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type CollectionState, openCatalog } from './catalog.ts'
import { checkIndexes } from './check.ts'
import { decodeDoc } from './doc-codec.ts'
import { openKv } from './kv.ts'
import { wholeCollection } from './planner.ts'
import type { Image } from './power-loss-disk.ts'
import { type PowerDoc, sumOf } from './power-loss-doc.ts'
import { noneExamined } from './query.ts'
import { candidatesOf } from './scan.ts'
import { prepareStoreFile, STORE_FILE } from './store-file.ts'

/** What a start makes of an image: the documents it finds, or why it refuses. */
export type Outcome =
  | { readonly is: 'recovered'; readonly docs: readonly PowerDoc[]; readonly wrongIndexes: readonly string[] }
  | { readonly is: 'refused'; readonly message: string }

export function writeImage(dir: string, image: Image): void {
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  for (const [name, bytes] of image) writeFileSync(path.join(dir, name), bytes)
}

function docsOf(collection: CollectionState | undefined): PowerDoc[] {
  if (!collection) return []
  const found = [...candidatesOf(wholeCollection(collection), noneExamined())]
  // The writer stores nothing else; a document that is none is found by its checksum.
  return found.map(({ raw }) => decodeDoc(raw ?? Buffer.alloc(0)) as unknown as PowerDoc)
}

/** Starts the store in a folder as `openEmbedded` does, but without its threads: some ms instead of some hundred. */
export function startIn(dir: string): Outcome {
  const file = path.join(dir, STORE_FILE)
  try {
    prepareStoreFile(file)
    const kv = openKv(file, 'write')
    try {
      const catalog = openCatalog(kv)
      catalog.refresh()
      const wrongIndexes = checkIndexes({ kv, catalog, noTableScan: false })
        .filter(({ wrong, entries, expected }) => wrong !== 0 || entries !== expected)
        .map(({ index }) => index)
      return { is: 'recovered', docs: docsOf(catalog.find('docs')), wrongIndexes }
    } finally {
      kv.close()
    }
  } catch (error) {
    return { is: 'refused', message: error instanceof Error ? error.message : String(error) }
  }
}

type Sent = { readonly sum: string; readonly batch: string }

/** What the writer told: each document's life, and how far it was acknowledged. */
export type Told = {
  hear(text: string): void
  /** What is wrong with these documents, in words; empty is good. */
  faultsOf(docs: readonly PowerDoc[]): string[]
  readonly acknowledged: number
}

export function createTold(): Told {
  const lives = new Map<string, Sent[]>()
  const acked = new Map<string, number>()
  const batches = new Map<string, number>()
  let acknowledged = 0

  function hearLine(line: string): void {
    const [kind, id = '', step, sum = '', batch = ''] = line.split(' ')
    if (kind === 'a') {
      acked.set(id, Number(step))
      acknowledged++
    }
    if (kind !== 's') return
    lives.set(id, [...(lives.get(id) ?? []), { sum, batch }])
    if (batch !== '-') batches.set(batch, (batches.get(batch) ?? 0) + 1)
  }

  /** Which step of its life a document stands at; -1 for one that never was. 0: not yet stored. */
  function stepOf(id: string, doc: PowerDoc | undefined): number {
    const life = lives.get(id) ?? []
    if (doc) return life.findIndex(({ sum }) => sum === doc.sum) + 1 || -1
    return life.at(-1)?.sum === '-' && (acked.get(id) ?? 0) >= life.length - 1 ? life.length : 0
  }

  function halfBatches(docs: readonly PowerDoc[]): string[] {
    const found = new Map<string, number>()
    for (const { batch } of docs) if (batch) found.set(batch, (found.get(batch) ?? 0) + 1)
    return [...found].flatMap(([batch, count]) =>
      count === batches.get(batch) ? [] : [`half: ${count} of ${batches.get(batch)} of ${batch}`],
    )
  }

  return {
    hear: (text) => {
      for (const line of text.split('\n')) hearLine(line)
    },
    faultsOf(docs) {
      const found = new Map(docs.map((doc) => [doc._id, doc]))
      const damaged = docs.filter((doc) => sumOf(doc) !== doc.sum).map(({ _id }) => `wrong: ${_id}`)
      const ghosts = docs.filter(({ _id }) => !lives.has(_id)).map(({ _id }) => `ghost: ${_id}`)
      const lost = [...lives.keys()].flatMap((id) => {
        const step = stepOf(id, found.get(id))
        return step < (acked.get(id) ?? 0) ? [`lost: ${id} at ${step} of ${acked.get(id)}`] : []
      })
      return [...damaged, ...ghosts, ...lost, ...halfBatches(docs)]
    },
    get acknowledged() {
      return acknowledged
    },
  }
}
