import { useModel } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { type Narrowing, SearchModel } from '../../models/search-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLate } from '../../ui/use-late.ts'
import { ConnectionBanner } from '../conversations/ConnectionBanner.tsx'
import { SearchField } from '../SearchField.tsx'
import { Results } from './Results.tsx'

const LIMIT = 50

/** Everything by words: people, conversations, messages, canned responses. The address says what is searched for. */
export function Search() {
  const bench = useWorkbench()
  const { client, window, canned, router } = bench
  const model = useModel(() => new SearchModel({ client, env: window.env, canned: canned.all, limit: LIMIT }))
  const route = router.route.value
  const text = route.screen === 'search' ? route.text : ''
  const page = useRef<HTMLElement>(null)
  useEffect(canned.ensure, [])
  useEffect(() => {
    if (text !== model.text.peek()) model.set(text)
    if (text === '') page.current?.querySelector('input')?.focus()
  }, [text])
  const write = (next: string) => {
    model.set(next)
    router.replace({ screen: 'search', text: next })
  }
  return (
    <main ref={page} class="sr">
      <ConnectionBanner />
      <div class="sr-in">
        <h1>{t('find.title')}</h1>
        <SearchField
          label={t('find.field')}
          placeholder={t('find.placeholder')}
          text={model.text.value}
          onText={write}
        />
        <Narrow model={model} />
        {model.state.value === 'none' ? <Before onChoose={write} /> : <Answer model={model} />}
      </div>
    </main>
  )
}

const SAID: readonly Narrowing['said'][] = [null, 'visitor', 'agent', 'note']
const DAYS: readonly Narrowing['days'][] = [null, 1, 7, 30, 365]

/** Which messages; people and canned responses are not narrowed down by it. */
function Narrow({ model }: { model: SearchModel }) {
  const { said, days } = model.narrowing.value
  return (
    <div class="sr-n">
      <fieldset class="seg" aria-label={t('find.said')}>
        {SAID.map((one) => (
          <button key={one} type="button" aria-pressed={said === one} onClick={() => model.narrow({ said: one })}>
            {t(`find.said.${one ?? 'all'}`)}
          </button>
        ))}
      </fieldset>
      <span class="sel">
        <select
          class="input"
          aria-label={t('find.since')}
          value={String(days ?? '')}
          onChange={({ currentTarget }) => model.narrow({ days: Number(currentTarget.value) || null })}
        >
          {DAYS.map((one) => (
            <option key={one} value={String(one ?? '')}>
              {one === null ? t('find.always') : t('find.days', { count: one })}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" size={16} />
      </span>
      <Save model={model} />
    </div>
  )
}

/** Keeps the words for later, on every device. */
function Save({ model }: { model: SearchModel }) {
  const { following, toasts } = useWorkbench()
  const saved = following.values.value.searches
  const words = model.text.value.trim()
  if (words === '' || saved.includes(words)) return null
  return (
    <button
      type="button"
      class="btn btn-quiet"
      onClick={() => {
        following.set({ searches: [words, ...saved].slice(0, 20) })
        toasts.show({ text: t('find.saved'), tone: 'plain', undo: () => following.set({ searches: saved }) })
      }}
    >
      <Icon name="star" size={16} /> {t('find.save')}
    </button>
  )
}

function Answer({ model }: { model: SearchModel }) {
  const { searches } = useWorkbench()
  const found = model.found.value
  const isSlow = useLate(model.state.value === 'loading')
  if (model.state.value === 'failed') {
    return (
      <div class="sr-e" role="alert">
        <p>{t('find.failed')}</p>
        <button type="button" class="btn" onClick={model.retry}>
          {t('action.retry')}
        </button>
      </div>
    )
  }
  return (
    <div aria-busy={model.state.value === 'loading'} class={isSlow ? 'sr-old' : undefined}>
      <p class="vh" role="status">
        {found && model.state.value === 'ready' && says(model)}
      </p>
      {found && !model.isEmpty.value && <Results found={found} onOpen={() => searches.add(found.text)} />}
      {found && model.isEmpty.value && (
        <div class="sr-e">
          <h2>{t('find.nothing', { text: found.text })}</h2>
          <p class="muted">{t('find.nothing.what')}</p>
        </div>
      )}
    </div>
  )
}

function says({ found }: SearchModel): string {
  const now = found.value
  if (!now) return ''
  const count = now.contacts.length + now.conversations.length + now.messages.length + now.canned.length
  return count === 0 ? t('find.nothing', { text: now.text }) : t('find.count', { count })
}

/** What was searched for before. */
function Before({ onChoose }: { onChoose(text: string): void }) {
  const { searches, following } = useWorkbench()
  const saved = following.values.value.searches
  const recent = searches.recent.value.filter((one) => !saved.includes(one))
  if (saved.length + recent.length === 0) return <p class="muted sr-e">{t('find.how')}</p>
  return (
    <>
      <Words title={t('find.saved_ones')} words={saved} icon="star" onChoose={onChoose}>
        {(text) => following.set({ searches: saved.filter((one) => one !== text) })}
      </Words>
      <Words title={t('find.recent')} words={recent} icon="clock" onChoose={onChoose} />
      {recent.length > 0 && (
        <button type="button" class="btn btn-quiet btn-s" onClick={searches.forget}>
          {t('find.forget')}
        </button>
      )}
    </>
  )
}

type WordsProps = {
  title: string
  words: readonly string[]
  icon: 'star' | 'clock'
  onChoose(text: string): void
  /** Takes one away. */
  children?: (text: string) => void
}

function Words({ title, words, icon, onChoose, children: remove }: WordsProps) {
  const list = useMemo(() => [...words], [words])
  if (list.length === 0) return null
  return (
    <section class="hits" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {list.map((text) => (
          <li key={text} class="row">
            <button type="button" class="hit grow" onClick={() => onChoose(text)}>
              <Icon name={icon} size={18} />
              <span dir="auto" class="cut">
                {text}
              </span>
            </button>
            {remove && (
              <button type="button" class="ib" aria-label={t('find.remove', { text })} onClick={() => remove(text)}>
                <Icon name="close" size={16} />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
