import type { SiteSettings } from '@parley/protocol'
import type { Parley, QueuedCall } from '@parley/sdk/types'
import type { Add, Given, Site, Widget } from './frame.ts'
import { createInstance } from './instance.ts'
import { type Command, createSurface, data, type Run } from './surface.ts'

/** What a page may have put in our place before: a queue, or a function that has one (features.md 4.4 a). */
type Early = QueuedCall[] & { q?: QueuedCall[] } & Parley & { add: Add }

const place = data['global'] ?? 'Parley'
const scope = globalThis as unknown as Record<string, Early | undefined>
const early = scope[place]
/** What was called before this script came. */
export const queue: QueuedCall[] = early?.version ? [] : (early?.q ?? (early?.map ? early : []))
const known = { __proto__: null } as unknown as Record<string, Widget | undefined>

/** Adds to the widgets of this script. */
export const add: Add = (name, site, given = {}) => {
  known[name] ??= create(name)
  if (site) known[name].begin(site, given)
  return known[name].api
}

function create(name: string): Widget {
  const ending = new AbortController()
  const { signal } = ending
  let start: ((run: Promise<Run> | null) => void) | null = null
  const begun = new Promise<Run>((go) => {
    start = go
  })
  begun.catch(() => undefined) // told by whoever fetches the settings, and by each command
  const own: Record<string, Command> = {
    ...{ add: add as Command, instance: add as Command },
    async destroy() {
      if (known[name] === widget) delete known[name]
      if (scope[place] === widget.api) delete scope[place]
      start?.(null)
      ending.abort()
    },
  }
  const widget: Widget = {
    ...{ name, signal },
    api: createSurface(begun, signal, own),
    begin(site, given) {
      start?.(build(site, given))
      start = null
    },
  }
  async function build(site: Site, given: Given): Promise<Run> {
    const settings = (await site) as SiteSettings
    // The place may come below the tag.
    if (given.mount && document.readyState === 'loading')
      await new Promise((go) => addEventListener('DOMContentLoaded', go))
    return signal.aborted ? null : createInstance({ settings, given, widget })
  }
  return widget
}

/** Puts the global there; where the tag stands twice on a page it is for the same widget, or for one more. */
export function install(key: string | undefined, site: Site): void {
  const name = data['name'] ?? key ?? place
  if (early?.version) {
    early.add(name, site, data)
    return
  }
  const api = add(name, site, data) as Early
  scope[place] = api
  api.push(...queue)
  queue.push = api.push as Early['push'] // whoever kept the queue goes on with it

  /** `data-chat-open`, `-close`, `-toggle`, `-message` …: what the element that was pressed, or one around it, asks for. */
  const onClick = (event: Event) => {
    for (const { dataset = {} } of event.composedPath() as HTMLElement[])
      for (const key of Object.keys(dataset).filter((one) => /^chat[CDMOT]/.test(one))) {
        event.preventDefault()
        const value = dataset[key] ? [dataset[key]] : []
        add(dataset['chatInstance'] ?? name)(key.slice(4).toLowerCase() as 'open', ...(value as ['home']))
      }
  }
  addEventListener('click', onClick, known[name] as Widget)
}
