import type { CDPSession } from 'playwright-core'

type Snapshot = {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } }
  nodes: number[]
  strings: string[]
}

/** What a page's heap holds: how many of each `type name`, and how many nodes of documents that hang in none. */
export type Heap = { counts: Map<string, number>; detached: string[] }

/** A heap snapshot after everything that nobody holds was collected. */
export async function heapOf(session: CDPSession): Promise<Heap> {
  const chunks: string[] = []
  const hear = ({ chunk }: { chunk: string }) => void chunks.push(chunk)
  session.on('HeapProfiler.addHeapSnapshotChunk', hear)
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  session.off('HeapProfiler.addHeapSnapshotChunk', hear)
  return read(JSON.parse(chunks.join('')) as Snapshot)
}

/** As V8 writes it: rows of numbers, whose meaning `node_fields` tells. */
function read({ snapshot: { meta }, nodes, strings }: Snapshot): Heap {
  const [type, name, detachedness] = ['type', 'name', 'detachedness'].map((field) => meta.node_fields.indexOf(field))
  const [types] = meta.node_types
  const counts = new Map<string, number>()
  const detached: string[] = []
  for (let at = 0; at < nodes.length; at += meta.node_fields.length) {
    const value = (field = 0) => nodes[at + field] ?? 0
    const called = `${types[value(type)]} ${strings[value(name)]}`
    counts.set(called, (counts.get(called) ?? 0) + 1)
    if (value(detachedness) === DETACHED) detached.push(called)
  }
  return { counts, detached }
}
const DETACHED = 2

/** What `after` has more of than `before`. */
export function grownIn(before: Heap, after: Heap, types: RegExp): [string, number][] {
  return [...after.counts]
    .filter(([name]) => types.test(name))
    .map(([name, count]): [string, number] => [name, count - (before.counts.get(name) ?? 0)])
    .filter(([, more]) => more > 0)
}
