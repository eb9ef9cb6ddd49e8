import type { Signal } from '@preact/signals-core'
import type { ComponentType } from 'preact'
import type { Models, WithModels } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import css from './ending.css'

const SCORES = [1, 2, 3, 4, 5] as const
type Score = (typeof SCORES)[number]

/** A face is the leaf with a mouth of its own. */
const LEAF = 'M19 4.5A14.5 14.5 0 0 1 33.5 19v10.5a4 4 0 0 1-4 4H19a14.5 14.5 0 0 1 0-29ZM14.5 15.5v.1M23.5 15.5v.1'
const MOUTHS: Record<Score, string> = {
  1: 'M13 27c1.6-3 3.7-4.5 6-4.5s4.4 1.5 6 4.5',
  2: 'M13.5 26c1.5-1.7 3.4-2.5 5.5-2.5s4 .8 5.5 2.5',
  3: 'M13.5 24.5h11',
  4: 'M13.5 23c1.5 1.9 3.4 2.8 5.5 2.8s4-.9 5.5-2.8',
  5: 'M12.5 22c1.4 3.6 3.7 5.3 6.5 5.3s5.1-1.7 6.5-5.3Z',
}
/** From here on the comment is asked for what went well. */
const CONTENT = 4
/** As the protocol limits it. */
const MOST_CHARACTERS = 2_000

/** What is being said about the conversation here, before the log tells it. */
type Answer = { chosen: Signal<Score | null>; sent: Signal<Score | null>; comment: Signal<string> }

/** The end of a closed conversation: how it was, and the way to a new one. Writing on opens it again. */
export function create(kit: Kit): ComponentType<WithModels> {
  const { h, view, signal, t } = kit
  return view<WithModels>(({ models }) => {
    const { chat, options, adopt } = models
    const answer: Answer = { chosen: signal(null), sent: signal(null), comment: signal('') }
    adopt(css)
    return () =>
      h(
        'div',
        { class: 'ending' },
        options.value?.features.rating && rating(kit, models, answer),
        h('button', { type: 'button', class: 'anew', onClick: chat.startNew }, t('start_new')),
      )
  })
}

function rating(kit: Kit, { chat, settings, emit }: Models, answer: Answer) {
  const { chosen, sent, comment } = answer
  const fold = chat.handle.value?.fold.value
  const rated = sent.value ?? (fold?.rating as Score | null | undefined)
  if (rated && !chosen.value) return thanks(kit, rated, () => choose(answer, rated))
  const onSubmit = (event: Event) => {
    event.preventDefault()
    const score = chosen.peek()
    const text = comment.peek().trim()
    const handle = chat.handle.peek()
    if (score) {
      handle?.send('conv.rate', { score, ...(text && { comment: text }) })
      emit('rating:submitted', { conversationId: handle?.id.peek() ?? null, score, comment: text || null })
    }
    sent.value = score
    chosen.value = null
  }
  const agent = fold?.participants.findLast(({ type, id }) => type === 'agent' && id !== fold.assigneeId)
  const with_ = fold?.assigneeId ? { id: fold.assigneeId, name: fold.assigneeName } : agent
  return form(kit, answer, { id: with_?.id ?? '', name: with_?.name ?? '', site: settings.name, onSubmit })
}

type Asked = { id: string; name: string; site: string; onSubmit(event: Event): void }

function form(kit: Kit, answer: Answer, { id, name, site, onSubmit }: Asked) {
  const { h, t } = kit
  return h(
    'form',
    { onSubmit },
    name && kit.avatar(id, name, ' av-56'),
    h('h3', null, name ? t('rate_with', { name }) : t('rate_how')),
    h('p', null, t('rate_seen', { site })),
    h(
      'div',
      { class: 'faces', role: 'radiogroup', 'aria-label': t('rate') },
      SCORES.map((score) =>
        h(
          'label',
          { key: score },
          h('input', {
            ...{ type: 'radio', name: 'parley-rating', class: 'vh', value: score },
            ...{ checked: score === answer.chosen.value, onChange: () => choose(answer, score) },
          }),
          face(kit, score),
          h('span', null, t(`face_${score}`)),
        ),
      ),
    ),
    answer.chosen.value && why(kit, answer, answer.chosen.value),
  )
}

/** Asked once a face was chosen, and never required. */
function why({ h, t }: Kit, { comment }: Answer, score: Score) {
  return [
    h(
      'label',
      { class: 'why', key: 'why' },
      h('span', null, t(score >= CONTENT ? 'rate_good' : 'rate_bad'), ' ', h('small', null, t('optional'))),
      h('textarea', {
        ...{ rows: 3, dir: 'auto', maxLength: MOST_CHARACTERS, value: comment.value },
        onInput: ({ currentTarget }: { currentTarget: HTMLTextAreaElement }) => {
          comment.value = currentTarget.value
        },
      }),
    ),
    h('button', { type: 'submit', class: 'go send-rating', key: 'send' }, t('rate_send')),
  ]
}

function choose({ chosen }: Answer, score: Score): void {
  chosen.value = score
}

function face({ h }: Kit, score: Score) {
  return h(
    'svg',
    { viewBox: '0 0 38 38', 'aria-hidden': 'true' },
    h('path', { d: LEAF, class: 'flip' }),
    h('path', { d: MOUTHS[score] }),
  )
}

function thanks(kit: Kit, score: Score, change: () => void) {
  const { h, t } = kit
  return h(
    'div',
    { class: 'thanks' },
    face(kit, score),
    h('h3', null, h('span', { role: 'status' }, t('rate_thanks'))),
    h('p', null, t('rate_was', { face: t(`face_${score}`) })),
    h('button', { type: 'button', class: 'pill', onClick: change }, t('rate_change')),
  )
}
