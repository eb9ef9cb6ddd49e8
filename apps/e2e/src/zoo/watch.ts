/** What a host page was like before the widget came and is like now. */
export type Watch = {
  /** The page is as its own scripts made it: remember it. */
  begin(): void
  /** Global names that came or changed since. */
  changed(): string[]
  seen: { shifts: number[]; tasks: string[]; clicks: number }
}

declare global {
  var watch: Watch
}

/**
 * Stands in every page ahead of its scripts, and keeps what it needs: afterwards nothing there can be relied upon. Counts
 * layout shifts, tasks over 50 ms, and presses that the page's own listener hears.
 */
export function installWatch(): void {
  const { getOwnPropertyNames, getOwnPropertyDescriptor } = Object
  const { ownKeys } = Reflect
  const has = Function.prototype.call.bind(Object.prototype.hasOwnProperty) as (of: object, name: string) => boolean
  const SELF = ['watch', 'Parley']
  const own = Object.create(null) as Record<string, unknown>
  let owners: [string, object][] = []

  function walkOne([label, owner]: [string, object], take: (name: string, value: unknown) => void): void {
    const names = getOwnPropertyNames(owner)
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      const found = getOwnPropertyDescriptor(owner, name)
      // Frames come and go under their numbers.
      if (Number.isNaN(+name)) take(`${label}.${name}`, found && (has(found, 'value') ? found.value : found.get))
    }
  }
  function walk(take: (name: string, value: unknown) => void): void {
    for (let i = 0; i < owners.length; i++) walkOne(owners[i] as [string, object], take)
  }

  const watch: Watch = {
    seen: { shifts: [], tasks: [], clicks: 0 },
    begin() {
      owners = [
        ['window', window],
        ['Object', Object],
        ['Object.prototype', Object.prototype],
        ['Array.prototype', Array.prototype],
        ['String.prototype', String.prototype],
        ['Function.prototype', Function.prototype],
        ['Promise.prototype', Promise.prototype],
        ['Node.prototype', Node.prototype],
        ['Element.prototype', Element.prototype],
        ['EventTarget.prototype', EventTarget.prototype],
        ['History.prototype', History.prototype],
        ['history', history],
        ['Document.prototype', Document.prototype],
        ['JSON', JSON],
      ]
      walk((name, value) => {
        own[name] = value
      })
      addEventListener('click', () => watch.seen.clicks++)
    },
    changed() {
      const list: string[] = []
      const now = Object.create(null) as Record<string, unknown>
      walk((name, value) => {
        now[name] = value
        const isOurs = name === `window.${SELF[0]}` || name === `window.${SELF[1]}`
        if (!isOurs && !(name in own && Object.is(own[name], value))) list[list.length] = name
      })
      const before = ownKeys(own) as string[]
      for (let i = 0; i < before.length; i++)
        if (!((before[i] as string) in now)) list[list.length] = `${before[i]} is gone`
      return list
    },
  }
  globalThis.watch = watch

  const observe = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) take(entry)
    }).observe({ type, buffered: true })
  // A page whose own sheet makes text of its head moves while it is still being read, with the widget or without.
  let readAt = Number.POSITIVE_INFINITY
  addEventListener('DOMContentLoaded', ({ timeStamp }) => {
    readAt = timeStamp
  })
  observe('layout-shift', (entry) => {
    const { value, hadRecentInput, startTime } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
    if (!hadRecentInput && startTime >= readAt) watch.seen.shifts[watch.seen.shifts.length] = value
  })
  observe('longtask', (entry) => {
    watch.seen.tasks[watch.seen.tasks.length] = `${Math.round(entry.duration)} ms`
  })
}
