import type { RunningCampaign } from '@parley/protocol'
import type { Store } from '../loader/store.ts'

/** Whoever comes back within this time goes on with his visit, milliseconds. */
const VISIT_MS = 30 * 60_000
const DAY_MS = 24 * 60 * 60_000
const MOST_CHARACTERS = 300

const VISIT = 'visit'
const keyOf = (id: string) => `said:${id}`

/** Kept of a visit; where it came from only when a campaign asks for that. */
type Visit = { n: number; at: number; referrer?: string; utm?: Record<string, string> }
/** Kept of a campaign: when it was shown last and in which visit, and when it was closed. */
type Shown = { at: number; visit: number; closedAt?: number }
type Campaign = Pick<RunningCampaign, 'id' | 'cap' | 'conditions'>
/** The page as the visit meets it. */
export type Arrival = { now(): number; url: string; referrer: string }

/** Whether it may come again after it was shown `before`. */
function isOver({ per, days }: Campaign['cap'], before: Shown, at: { now: number; visit: number }): boolean {
  const { at: shownAt, visit, closedAt = 0 } = before
  const isLongAgo = at.now - Math.max(shownAt, closedAt) >= days * DAY_MS
  if (per === 'ever' || (closedAt && !isLongAgo)) return false
  if (per === 'days') return isLongAgo
  return per === 'page' || visit !== at.visit
}

/**
 * How often a visitor came and what he was shown. All of it goes through `store`, which keeps nothing in the browser
 * before the visitor consents; and only what the site's campaigns ask for is kept.
 */
export function createMemory(store: Pick<Store, 'read' | 'write'>, campaigns: readonly Campaign[], arrival: Arrival) {
  const { now } = arrival
  const asks = (type: string) => campaigns.some(({ conditions }) => conditions.some((one) => one.type === type))
  const isCounted = campaigns.some(({ cap }) => cap.per === 'visit') || ['visits', 'referrer', 'utm'].some(asks)
  const shownHere = new Set<string>()

  function read<T>(key: string): T | null {
    try {
      return JSON.parse(store.read(key) ?? 'null')
    } catch {
      return null // somebody else wrote it
    }
  }
  const write = (key: string, value: object) => store.write(key, JSON.stringify(value))

  const visit = arrive()

  function arrive(): Visit {
    const before = isCounted ? read<Visit>(VISIT) : null
    const isSame = before && now() - before.at < VISIT_MS
    const came = isSame ? before : { n: (before?.n ?? 0) + 1, at: 0, ...origin() }
    return touched(came)
  }
  function touched(one: Visit): Visit {
    one.at = now()
    if (isCounted) write(VISIT, one)
    return one
  }
  function origin(): Pick<Visit, 'referrer' | 'utm'> {
    const { url, referrer } = arrival
    const query = [...new URL(url).searchParams].filter(([name]) => name.startsWith('utm_'))
    return {
      ...(asks('referrer') && { referrer: referrer.slice(0, MOST_CHARACTERS) }),
      ...(asks('utm') && { utm: Object.fromEntries(query.map(([name, said]) => [name.slice(4), said.slice(0, 100)])) }),
    }
  }

  return {
    visit,
    /** The visit goes on: the page is left, or something happened. */
    touch: () => void touched(visit),
    /** Whether the visitor may be shown it (again). */
    allows({ id, cap }: Campaign): boolean {
      const before = read<Shown>(keyOf(id))
      return !shownHere.has(id) && (!before || isOver(cap, before, { now: now(), visit: visit.n }))
    },
    shown({ id }: Campaign): void {
      shownHere.add(id)
      write(keyOf(id), { at: now(), visit: visit.n })
    },
    closed({ id }: Campaign): void {
      write(keyOf(id), { at: now(), visit: visit.n, closedAt: now() })
    },
    /** Another page is looked at. */
    turn: () => shownHere.clear(),
  }
}
export type Memory = ReturnType<typeof createMemory>
