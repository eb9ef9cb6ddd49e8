import type { Availability, HomeOptions, HoursOptions } from '@parley/protocol'
import { isOpenAt, nextChange } from '@parley/protocol/hours'

/** An agent who has a connection now. */
export type Present = { id: string; name: string }
/** A conversation that was answered: when, and how long the visitor had waited, milliseconds. */
export type FirstAnswer = { at: Date; ms: number }

/** Visitors are shown so many of the team. */
const SHOWN = 5
/** Fewer answers than this say nothing of the next one. */
const FEWEST = 5

type Given = {
  hours: HoursOptions
  home: Pick<HomeOptions, 'showTeam' | 'showReplyTime'>
  present: readonly Present[]
  replySeconds: number | null
  now: Date
}

/** What visitors are told of who is there. While it is closed nobody is, whoever has the inbox open. */
export function availabilityOf({ hours, home, present, replySeconds, now }: Given): Availability {
  const isOpen = isOpenAt(hours, now)
  const change = isOpen ? null : nextChange(hours, now)
  const there = isOpen ? present : []
  const whenOpen = there.length > 0 ? 'online' : 'away'
  return {
    state: isOpen ? whenOpen : 'offline',
    reopensAt: change?.at.toISOString() ?? null,
    team: home.showTeam ? there.slice(0, SHOWN).map(({ id, name }) => ({ id, name: firstName(name) })) : [],
    count: home.showTeam ? there.length : 0,
    replySeconds: home.showReplyTime ? replySeconds : null,
  }
}

/** Visitors learn no more of a name. */
function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name
}

/**
 * The median wait for a first answer, seconds; null when there are too few. Who wrote while it was closed knew that he
 * would wait: what was asked outside of today's hours does not count.
 */
export function replySecondsOf(answers: readonly FirstAnswer[], hours: HoursOptions): number | null {
  const waits = answers
    .filter(({ at, ms }) => isOpenAt(hours, new Date(at.getTime() - ms)))
    .map(({ ms }) => ms)
    .sort((a, b) => a - b)
  const middle = waits[Math.floor(waits.length / 2)]
  return middle === undefined || waits.length < FEWEST ? null : Math.round(middle / 1000)
}
