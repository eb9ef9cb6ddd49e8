import type { CDPSession } from 'playwright-core'

type Snapshot = {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]]; location_fields: string[] } }
  nodes: number[]
  /** Where functions stand in their scripts. */
  locations: number[]
  strings: string[]
}

/**
 * What a page's heap holds: how many of each `type name`, how many functions of each script's address, and how many
 * nodes of documents that hang in none.
 */
export type Heap = { counts: Map<string, number>; functions: Map<string, number>; detached: string[] }

/** Takes a page's heap snapshots, each after everything that nobody holds was collected. Begin before the page loads. */
export async function heapReader(session: CDPSession): Promise<() => Promise<Heap>> {
  const scripts = new Map<number, string>()
  session.on('Debugger.scriptParsed', ({ scriptId, url }) => scripts.set(Number(scriptId), url))
  await session.send('Debugger.enable')
  return async () => {
    const chunks: string[] = []
    const hear = ({ chunk }: { chunk: string }) => void chunks.push(chunk)
    session.on('HeapProfiler.addHeapSnapshotChunk', hear)
    for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage')
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
    session.off('HeapProfiler.addHeapSnapshotChunk', hear)
    const snapshot = JSON.parse(chunks.join('')) as Snapshot
    return { ...read(snapshot), functions: functionsOf(snapshot, scripts) }
  }
}

const add = (to: Map<string, number>, what: string) => to.set(what, (to.get(what) ?? 0) + 1)

/** As V8 writes it: rows of numbers, whose meaning `node_fields` tells. */
function read({ snapshot: { meta }, nodes, strings }: Snapshot): Pick<Heap, 'counts' | 'detached'> {
  const [type, name, detachedness] = ['type', 'name', 'detachedness'].map((field) => meta.node_fields.indexOf(field))
  const [types] = meta.node_types
  const counts = new Map<string, number>()
  const detached: string[] = []
  for (let at = 0; at < nodes.length; at += meta.node_fields.length) {
    const value = (field = 0) => nodes[at + field] ?? 0
    const called = `${types[value(type)]} ${strings[value(name)]}`
    add(counts, called)
    if (value(detachedness) === DETACHED) detached.push(called)
  }
  return { counts, detached }
}
const DETACHED = 2

function functionsOf({ snapshot: { meta }, locations }: Snapshot, scripts: Map<number, string>): Map<string, number> {
  const script = meta.location_fields.indexOf('script_id')
  const counts = new Map<string, number>()
  for (let at = 0; at < locations.length; at += meta.location_fields.length)
    add(counts, scripts.get(locations[at + script] ?? 0) ?? '')
  return counts
}

/** Of what `is` says, what grew from each to the next: what a page leaves once, the browser or a test may have kept. */
export function leftEachTime(looks: readonly Map<string, number>[], is: RegExp): string[] {
  const [first = new Map<string, number>(), ...others] = looks
  const grew = (name: string, at: number) =>
    (others[at]?.get(name) ?? 0) > ((at ? others[at - 1] : first)?.get(name) ?? 0)
  return [...(looks.at(-1) ?? first).keys()].filter((name) => is.test(name) && others.every((_, at) => grew(name, at)))
}
