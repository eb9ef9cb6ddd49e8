import type { Client, Environment } from '@parley/client'
import type { LiveVisitor, SiteId } from '@parley/protocol'
import { batch, createModel, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { debounced } from './debounced.ts'

type Deps = {
  client: Pick<Client, 'call'>
  env: Pick<Environment, 'setTimeout' | 'clearTimeout' | 'isVisible' | 'on'>
  /** Whether the list is on screen; elsewhere the inbox shows how many there are, no more. */
  isShown: ReadonlySignal<boolean>
}

/** Who comes and goes tells nobody by himself: asked while the page is visible, and not at all while it is hidden. */
const LIST_MS = 5_000
const COUNT_MS = 20_000
const SEARCH_PAUSE_MS = 250

/** Asks one thing again and again, a while after each answer; answers to what is no longer asked are dropped. */
function createAsking(env: Deps['env']) {
  let turn = 0
  let timer: unknown = null
  const rest = () => {
    turn++
    env.clearTimeout(timer)
  }
  return {
    rest,
    begin(ask: (isWanted: () => boolean) => Promise<void>, everyMs: number): void {
      rest()
      const mine = turn
      const again = async () => {
        await ask(() => mine === turn)
        if (mine === turn) timer = env.setTimeout(() => void again(), everyMs)
      }
      void again()
    },
  }
}

/** The visitors who have a line now. */
export const LiveVisitorsModel = createModel(({ client, env, isShown }: Deps) => {
  const visitors = signal<readonly LiveVisitor[]>([])
  const total = signal(0)
  const isTruncated = signal(false)
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  /** What is on screen is of a while ago: the last question had no answer. */
  const isStale = signal(false)
  const siteId = signal<SiteId | null>(null)
  /** What is typed; `asked` follows after a pause. */
  const search = signal('')
  const asked = signal('')
  const isVisible = signal(env.isVisible())
  const ask = debounced(env, SEARCH_PAUSE_MS, () => {
    asked.value = search.peek().trim()
  })

  async function list(isWanted: () => boolean): Promise<void> {
    const [site, words] = [siteId.peek(), asked.peek()]
    const query = { ...(site && { siteId: site }), ...(words && { search: words }) }
    const answer = await client.call('listLiveVisitors', { query }).catch(() => null)
    if (!isWanted()) return
    batch(() => {
      isStale.value = !answer
      if (!answer) {
        if (state.peek() === 'loading') state.value = 'failed'
        return
      }
      visitors.value = answer.visitors
      isTruncated.value = answer.truncated
      if (!site) total.value = answer.total
      state.value = 'ready'
    })
  }

  async function count(isWanted: () => boolean): Promise<void> {
    const answer = await client.call('countLiveVisitors', {}).catch(() => null) // the old figure stands
    if (answer && isWanted()) total.value = answer.total
  }

  const asking = createAsking(env)
  function startAnew(): void {
    state.value = 'loading'
    visitors.value = []
  }

  effect(() =>
    env.on('visibilitychange', () => {
      isVisible.value = env.isVisible()
    }),
  )
  effect(() => {
    const isList = isShown.value
    siteId.value
    asked.value
    if (isVisible.value) untracked(() => (isList ? asking.begin(list, LIST_MS) : asking.begin(count, COUNT_MS)))
    return asking.rest
  })
  effect(() => ask.cancel)

  return {
    ...{ visitors, total, isTruncated, state, isStale, siteId, search, asked },
    setSite(id: SiteId | null) {
      batch(() => {
        startAnew()
        siteId.value = id
      })
    },
    setSearch(text: string) {
      search.value = text
      if (text.trim() !== '') return ask.call()
      ask.cancel()
      asked.value = ''
    },
    retry() {
      startAnew()
      asking.begin(list, LIST_MS)
    },
  }
})
export type LiveVisitorsModel = InstanceType<typeof LiveVisitorsModel>
