import { median } from './measure.ts'
import type { Visit } from './widget-visit.ts'

/** The visits of one round, by the name of the widget; `none` is the page alone. */
export type Round = Record<string, Omit<Visit, 'trace'>>
/** Script up to the launcher, ms, of visits that went no further. */
export type Launches = Record<string, number[]>
/** What a row shows and the budgets judge. Script and heap are differences against the page alone. */
export type Figures = {
  launcher: Columns<typeof LAUNCHER_COLUMNS>
  chat: Columns<typeof CHAT_COLUMNS>
  /** Sum of layout shifts, and long tasks before the press in which a script of the widget ran: the worst round. */
  shift: number
  longOfWidget: number
}
type Columns<Keys extends readonly (readonly [string, string, number])[]> = Record<Keys[number][0], number>

/** Key, heading, and digits after the point. */
export const LAUNCHER_COLUMNS = [
  ['requests', 'requests', 0],
  ['kB', 'kB on the wire', 1],
  ['scriptMs', 'script ms', 1],
  ['longestMs', 'longest task ms', 0],
  ['blockingMs', 'blocking ms added', 0],
  ['heapMB', 'heap MB', 2],
  ['visibleMs', 'launcher visible ms', 0],
] as const
export const CHAT_COLUMNS = [
  ['requests', 'more requests', 0],
  ['kB', 'more kB', 1],
  ['sockets', 'sockets', 0],
  ['scriptMs', 'script ms', 0],
  ['longestMs', 'longest task ms', 0],
  ['busyMs', 'thread busy ms', 0],
  ['usableMs', 'click → usable ms', 0],
  ['heapMB', 'heap MB, total', 2],
] as const

/** The press until the first frame with a field that takes text; the launcher since the navigation began. */
export function waitsOf({ probe: { launcherMs, pressedMs, usableMs } }: Pick<Visit, 'probe'>) {
  return { visibleMs: launcherMs ?? Number.NaN, usableMs: (usableMs ?? Number.NaN) - (pressedMs ?? Number.NaN) }
}

/** The medians of one widget's visits. */
export function figuresOf(name: string, rounds: Round[], launches: Launches = {}): Figures {
  const pick = (widget: string, take: (visit: Round[string]) => number) =>
    rounds.flatMap((round) => (round[widget] ? [take(round[widget])] : []))
  const middle = (take: (visit: Round[string]) => number) => median(pick(name, take))
  const scripts = (widget: string) =>
    median([...pick(widget, ({ launcher }) => launcher.scriptMs), ...(launches[widget] ?? [])])
  const added = (take: (visit: Round[string]) => number) => middle(take) - median(pick('none', take))
  return {
    launcher: {
      requests: middle(({ launcher }) => launcher.requests),
      kB: middle(({ launcher }) => launcher.kB),
      scriptMs: scripts(name) - scripts('none'),
      longestMs: middle(({ launcher }) => launcher.longestMs),
      blockingMs: middle(({ launcher }) => launcher.blockingMs),
      heapMB: added(({ launcher }) => launcher.heapMB),
      visibleMs: middle((visit) => waitsOf(visit).visibleMs),
    },
    chat: {
      requests: middle(({ launcher, chat }) => chat.requests - launcher.requests),
      kB: middle(({ launcher, chat }) => chat.kB - launcher.kB),
      sockets: middle(({ chat }) => chat.sockets),
      scriptMs: added(({ chat }) => chat.scriptMs),
      longestMs: middle(({ chat }) => chat.longestMs),
      busyMs: middle(({ chat }) => chat.busyMs),
      usableMs: middle((visit) => waitsOf(visit).usableMs),
      heapMB: added(({ chat }) => chat.heapMB),
    },
    shift: Math.max(...pick(name, ({ probe }) => probe.shift)),
    longOfWidget: Math.max(...pick(name, ({ launcher }) => launcher.longOfWidget)),
  }
}
