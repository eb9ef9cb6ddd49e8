import type { ListSort } from '@parley/protocol'
import { type OwnFilter, type Place, placeOf } from '@parley/protocol/filter'
import type { Clock } from '../../lib/clock.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { ConversationStore } from './conversation-store.ts'
import { driveOf, partsOf, type Reader } from './list-drives.ts'
import type { Fits } from './list-fits.ts'
import type { ConversationRecord } from './model.ts'

type Deps = { conversations: Pick<ConversationStore, 'walk'>; fits: Fits; clock: Clock }

/** Conversations that are looked at for one page before it stops and says so, and how many at once. */
const EXAMINED = 2000
const AT_ONCE = 200

export type Wanted = { filter: OwnFilter; sort: ListSort; after: Place | null; limit: number; examined?: number }
export type Scanned = {
  records: ConversationRecord[]
  /** Where the look ended; null when there is nothing further. */
  last: Place | null
  /** It ended before the page was full because it had looked at as much as it may. */
  truncated: boolean
}

/** Pages of a list: walks along indexes that take in what fits. Bounded, whatever the filter. */
export function createScan({ conversations, fits, clock }: Deps) {
  /** One look along the index of a part; whether that was the part's end. */
  async function look(agent: AgentPrincipal, reader: Reader, { filter, sort, part, after, size }: Look) {
    const drive = driveOf(reader, { filter, sort, part, now: clock.now().getTime() }, after)
    const seen = await conversations.walk({ ...drive, limit: size })
    const fitting = new Set(await fits(agent, filter, seen))
    const steps = seen.map((record) => ({
      record,
      place: { part, ms: record[drive.by]?.getTime() ?? 0, id: record._id },
      // What stands in another part is passed by here.
      fits: fitting.has(record) && placeOf(sort, record._id, record).part === part,
    }))
    return { steps, isEnd: seen.length < size }
  }

  /** One look after the other within a part, to its end. */
  async function* looksIn(agent: AgentPrincipal, reader: Reader, { spent, most, limit, ...rest }: InPart) {
    for (let after = rest.after, isEnd = false; !isEnd; ) {
      const size = Math.max(1, Math.min(spent.examined === 0 ? limit : AT_ONCE, most - spent.examined))
      const seen = await look(agent, reader, { ...rest, after, size })
      spent.examined += seen.steps.length
      after = seen.steps.at(-1)?.place ?? after
      isEnd = seen.isEnd
      yield seen
    }
  }

  /** The same part by part, from where the page before ended. */
  async function* looks(agent: AgentPrincipal, reader: Reader, wanted: Bounded) {
    const { sort, most } = wanted
    const last = partsOf(sort) - 1
    const spent = { examined: 0 }
    for (let part = wanted.after?.part ?? 0; part <= last; part++) {
      const after = wanted.after?.part === part ? wanted.after : null
      for await (const { steps, isEnd } of looksIn(agent, reader, { ...wanted, part, after, spent }))
        yield { steps, isEnough: spent.examined >= most && !(isEnd && part === last) }
    }
  }

  return async (agent: AgentPrincipal, reader: Reader, wanted: Wanted): Promise<Scanned> => {
    const { limit, examined: most = EXAMINED } = wanted
    const records: ConversationRecord[] = []
    let last = wanted.after
    for await (const { steps, isEnough } of looks(agent, reader, { ...wanted, most })) {
      const taken = upTo(steps, limit - records.length)
      records.push(...taken.flatMap((step) => (step.fits ? step.record : [])))
      last = taken.at(-1)?.place ?? last
      const isFull = records.length === limit
      if (isFull || isEnough) return { records, last, truncated: !isFull }
    }
    return { records, last: null, truncated: false }
  }
}
export type Scan = ReturnType<typeof createScan>

type Bounded = Wanted & { most: number }
type InPart = Bounded & { part: number; spent: { examined: number } }
type Look = Pick<Wanted, 'filter' | 'sort' | 'after'> & { part: number; size: number }

/** The steps until so many of them fit. */
function upTo<S extends { fits: boolean }>(steps: readonly S[], count: number): readonly S[] {
  let left = count
  const end = steps.findIndex((step) => step.fits && --left === 0)
  return end === -1 ? steps : steps.slice(0, end + 1)
}
