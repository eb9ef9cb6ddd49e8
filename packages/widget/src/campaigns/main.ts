import type { RunningCampaigns, Trigger } from '@parley/protocol'
import type { Frame, Said } from '../loader/frame.ts'
import { createDecider } from './decider.ts'
import { createMemory } from './memory.ts'
import { watch } from './signs.ts'
import { createStage } from './stage.ts'

/** The proactive messages of the site, in the visitor's language; null when the server did not say. */
async function ask({ settings: { api, key } }: Frame): Promise<RunningCampaigns | null> {
  const languages = [document.documentElement.lang, ...navigator.languages.slice(0, 8)]
  const locales = languages.filter((tag) => /^[\w-]{2,20}$/.test(tag)).join(',')
  return fetch(`${api}/api/v1/sites/${key}/campaigns?locales=${locales}`).then(
    (response) => (response.ok ? response.json() : null),
    () => null,
  )
}

/** Evaluates a site's campaigns on this page until the widget is taken off. */
export async function follow(frame: Frame): Promise<void> {
  const { store, widget, isInline } = frame
  const { signal } = widget
  const answer = isInline ? null : await ask(frame)
  if (!answer?.campaigns.length || signal.aborted) return
  const { campaigns, locale } = answer
  const arrival = { now: Date.now, url: location.href, referrer: foreign(document.referrer) }
  const memory = createMemory(store, campaigns, arrival)
  const stage = createStage(frame, memory, locale)
  const page = () => ({ url: location.href, language: document.documentElement.lang || navigator.language })
  const decider = createDecider({ campaigns, memory, stage, page })

  onPages(signal, (ends) => {
    const triggers = distinct(decider.turn())
    watch(triggers, AbortSignal.any([ends, signal]), (sign) => decider.happened((one) => isSame(one, sign)))
  })
  document.addEventListener('visibilitychange', () => document.hidden && memory.touch(), { signal })
  const before = (frame.said ?? []) as Said[]
  frame.said = { push: decider.heard }
  for (const one of before) decider.heard(one)
}

const isSame = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other)
const distinct = (triggers: readonly Trigger[]) =>
  triggers.filter((one, at) => triggers.findIndex((other) => isSame(one, other)) === at)

/** Pages of the site itself sent nobody. */
function foreign(referrer: string): string {
  return referrer && new URL(referrer).origin !== location.origin ? referrer : ''
}

/**
 * Calls `begin` for this page and each after it, with what ends when the next begins. The page's history is not touched:
 * the Navigation API, else going back, fragments, and what the SDK was told.
 */
function onPages(signal: AbortSignal, begin: (ends: AbortSignal) => void): void {
  const { navigation } = globalThis as { navigation?: EventTarget }
  let turn = new AbortController()
  let last = ''
  const look = () => {
    if (location.href === last) return
    last = location.href
    turn.abort()
    turn = new AbortController()
    begin(turn.signal)
  }
  look()
  navigation?.addEventListener('navigatesuccess', look, { signal })
  for (const name of ['popstate', 'hashchange', 'parley:page']) addEventListener(name, look, { signal })
}
