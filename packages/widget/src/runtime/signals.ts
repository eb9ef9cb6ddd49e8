import type * as Library from '@preact/signals-core'

/*
 * Signals as `@preact/signals-core` has them, for the widget's bundle alone: the build puts this in its place (decision
 * 0009). Everybody who reads and writes signals is written and tested against the library; `lean.test.ts` holds this to
 * it with random graphs. Left out: what nobody in a browser asks for (`subscribe`, watchers, names, nested models).
 */

/** A signal, a computed value or an effect. Names that begin with `_` are shortened by the build. */
type Node = {
  /** Rises when its value changes; 0: never computed. */
  _version: number
  /** What it read when it ran last, in order, each at which version. */
  _sources: Map<Node, number>
  /** Who is told of changes. A computed value that nobody follows tells its sources nothing; an effect follows itself. */
  _readers: Set<Node>
  /** Whether it was told of a change that it has not looked at yet. */
  _isTold: boolean
  /** Brings the value up to date. */
  _refresh(): void
  /** What it does when something that it read may have changed. */
  _onTold(): void
  /** An effect's work. */
  _run(): void
}

/** More rounds than this of effects that write what effects read: they would never end. As the library counts. */
const MOST_ROUNDS = 100

/** Who is reading now. */
let reader: Node | undefined
/** The ends of the effects of the model that is being made. */
let owned: (() => void)[] | undefined
/** Rises with each write: nothing needs to be looked at again while it stands still. */
let clock = 0
let depth = 0
let rounds = 0
/** Effects that were told, the last first, as the library runs them. */
let queue: Node[] = []

const nothing = (): void => undefined

const nodeOf = (own: Partial<Node>): Node => ({
  ...{ _version: 0, _sources: new Map(), _readers: new Set(), _isTold: false },
  ...{ _refresh: nothing, _onTold: nothing, _run: nothing },
  ...own,
})

function follow(source: Node, by: Node): void {
  if (!source._readers.size) {
    source._isTold = false
    for (const one of source._sources.keys()) follow(one, source)
  }
  source._readers.add(by)
}

function leave(source: Node, by: Node): void {
  source._readers.delete(by)
  if (!source._readers.size) for (const one of source._sources.keys()) leave(one, source)
}

function read(node: Node): void {
  const by = reader
  const isFirst = by && !by._sources.has(node)
  if (isFirst) {
    by._sources.set(node, 0)
    if (by._readers.size) follow(node, by)
  }
  node._refresh()
  if (isFirst) by._sources.set(node, node._version)
}

function tell(node: Node): void {
  for (const one of [...node._readers].reverse()) {
    if (one._isTold) continue
    one._isTold = true
    one._onTold()
  }
}

function hasChanged(node: Node): boolean {
  for (const [source, version] of node._sources) {
    if (source._version === version) source._refresh()
    if (source._version !== version) return true
  }
  return false
}

/** Does `work`, and notes anew what `node` reads. */
function track<T>(node: Node, work: () => T): T {
  const outer = reader
  const before = node._sources
  node._sources = new Map()
  reader = node
  try {
    return work()
  } finally {
    reader = outer
    for (const one of before.keys()) if (!node._sources.has(one)) leave(one, node)
  }
}

/** Runs every effect that was told, until none is told any more; gives their errors. */
function runQueue(): unknown[] {
  const errors: unknown[] = []
  while (queue.length) {
    const now = queue
    queue = []
    rounds++
    for (const one of now) {
      one._isTold = false
      try {
        if (one._readers.size && hasChanged(one)) one._run()
      } catch (error) {
        errors.push(error)
      }
    }
  }
  rounds = 0
  return errors
}

/** Does `work`; effects of what it wrote run when the outermost is done, and what they throw is thrown then. */
function together<T>(work: () => T): T {
  const errors: unknown[] = []
  let result: T | undefined
  depth++
  try {
    result = work()
  } catch (error) {
    errors.push(error)
  }
  if (depth === 1) errors.push(...runQueue())
  depth--
  if (errors.length) throw errors[0]
  return result as T
}

export const batch = together as typeof Library.batch

export const untracked = (<T>(work: () => T): T => {
  const outer = { reader, owned }
  reader = owned = undefined
  try {
    return work()
  } finally {
    ;({ reader, owned } = outer)
  }
}) as typeof Library.untracked

export const signal = (<T>(first: T) => {
  let value = first
  const node = nodeOf({})
  return {
    get value() {
      read(node)
      return value
    },
    set value(next: T) {
      if (next === value) return
      if (rounds > MOST_ROUNDS) throw new Error('Cycle detected')
      value = next
      node._version++
      clock++
      together(() => tell(node))
    },
    peek: () => value,
  }
}) as typeof Library.signal

export const computed = (<T>(compute: () => T) => {
  let value: T
  let failure: { error: unknown } | undefined
  let seen = -1
  let isRunning = false
  const node = nodeOf({
    _refresh() {
      if (isRunning) throw new Error('Cycle detected')
      node._isTold = false
      if (seen === clock) return
      seen = clock
      if (node._version && !hasChanged(node)) return
      isRunning = true
      try {
        const next = track(node, compute)
        if (failure || next !== value || !node._version) node._version++
        value = next
        failure = undefined
      } catch (error) {
        failure = { error }
        node._version++
      }
      isRunning = false
    },
    _onTold: () => tell(node),
  })
  const get = (): T => {
    read(node)
    if (failure) throw failure.error
    return value
  }
  return {
    get value() {
      return get()
    },
    peek: () => untracked(get),
  }
}) as typeof Library.computed

export const effect = ((work: () => unknown) => {
  let cleanup: unknown
  let isRunning = false
  const node = nodeOf({
    _onTold: () => void queue.unshift(node),
    _run() {
      isRunning = true
      together(() => {
        try {
          clean()
          cleanup = track(node, work)
        } finally {
          isRunning = false
          if (!node._readers.size) drop()
        }
      })
    },
  })

  function clean(): void {
    const last = cleanup
    cleanup = undefined
    if (typeof last === 'function') together(() => untracked(last as () => void))
  }
  function drop(): void {
    for (const one of node._sources.keys()) leave(one, node)
    node._sources.clear()
    clean()
  }
  function end(): void {
    node._readers.clear()
    if (!isRunning) drop()
  }

  node._readers.add(node)
  owned?.push(end)
  try {
    node._run()
  } catch (error) {
    end()
    throw error
  }
  return end
}) as typeof Library.effect

export const createModel = ((make: (...args: unknown[]) => Record<PropertyKey, unknown>) => {
  return function Model(...args: unknown[]) {
    const outer = owned
    const ends: (() => void)[] = []
    owned = ends
    try {
      const model = make(...args)
      for (const name in model) if (typeof model[name] === 'function') model[name] = action(model[name] as Action)
      model[Symbol.dispose] = action(() => {
        for (const end of ends.splice(0)) end()
      })
      return model
    } finally {
      outer?.push(...ends)
      owned = outer
    }
  }
}) as unknown as typeof Library.createModel

type Action = (...args: unknown[]) => unknown

function action(work: Action): Action {
  return (...args) => together(() => untracked(() => work(...args)))
}
