import type { Action, Card, MessageBody } from '@parley/protocol'
import type { ComponentChild, ComponentType } from 'preact'
import { type LocalCard, localOf } from '../models/local.ts'
import type { Kit } from '../ui/kit.ts'
import { carouselView } from './carousel.ts'
import css from './rich.css'
import { formView } from './rich-form.ts'
import type { Offer, RichProps } from './rich-offer.ts'
import { safeUrl } from './safe-url.ts'
import type { TalkKit } from './talk/rich-text.ts'

const OUT = 'M8 5.5H5.5v13h13V16M13.5 5.5h5v5M18.5 5.5l-8 8'

/** What is offered beside text, and how a form was filled in. */
export function create(kit: TalkKit): ComponentType<RichProps> {
  const { h, view, richText } = kit
  const Form = formView(kit)
  const Carousel = carouselView(kit, (offer, card) => cardOf(kit, offer, card))
  return view<RichProps>(({ models }) => {
    models.adopt(css)
    return (props) => {
      const { item } = props
      if (!item.body) return null
      if (item.body.type === 'text') return filledIn(kit, item.body)
      const offer = { ...props, body: item.body, press: (action: Action) => press(props, action) }
      const own = localOf(item) && h('small', { key: 'local', class: 'only' }, kit.t('local_only'))
      return [drawn(offer), own]
    }
  })

  function drawn(offer: Offer): ComponentChild {
    const { body } = offer
    const words = body.type !== 'card' && body.text && h('div', { class: 'b' }, richText(body.text))
    switch (body.type) {
      case 'buttons':
        return h(
          'div',
          { class: 'mcard' },
          h('div', { class: 'mcard-b' }, richText(body.text)),
          actionsOf(kit, offer, body.buttons),
        )
      case 'quick_replies':
        return [words, repliesOf(kit, offer, body.replies)]
      case 'card':
        return cardOf(kit, offer, body.card)
      case 'carousel':
        return [words, h(Carousel, { offer, cards: body.cards })]
      case 'form':
        return [words, h(Form, { offer, form: body.form })]
    }
  }
}

/** A press is said in the words of the button; a link leads away by itself. */
function press({ item, models }: RichProps, action: Action): void {
  const value = answerOf(action)
  models.emit('action:clicked', { label: action.label, value: value ?? (action.type === 'link' ? action.url : '') })
  const local = localOf(item)
  if (local && value !== null) return local(value)
  const handle = models.chat.handle.peek()
  if (value === null || !item.messageId || !handle) return
  models.chat.beforeSend()
  const answers = { messageId: item.messageId, value }
  handle.send('msg.new', { v: 1, type: 'text', text: action.label, answers })
}

/** As the protocol has it: a reply answers with its label. */
function answerOf(action: Action): string | null {
  if (action.type === 'link') return null
  return action.type === 'reply' ? action.label : action.value
}

/** Nothing is pressed before the message is stored, nor twice. */
const isOver = ({ item }: Offer) => Boolean(item.answer) || !item.messageId

function actionsOf({ h, drawn, icon, t }: Kit, offer: Offer, actions: readonly Action[]): ComponentChild {
  return actions.map((action) => {
    const key = action.label
    if (action.type === 'link') {
      const href = safeUrl(action.url)
      return (
        href &&
        h(
          'a',
          {
            key,
            class: 'mcard-a',
            href,
            target: '_blank',
            rel: 'noopener noreferrer nofollow ugc',
            onClick: () => offer.press(action),
          },
          h('span', { dir: 'auto' }, action.label),
          drawn(OUT, ' i-14 flip'),
        )
      )
    }
    const isChosen = offer.item.answer?.value === answerOf(action)
    // Only those that this build knows: a newer server may offer more (SYNC-17).
    if (action.type !== 'reply' && action.type !== 'postback') return null
    return h(
      'button',
      {
        key,
        type: 'button',
        class: isChosen ? 'mcard-a on' : 'mcard-a',
        disabled: isOver(offer),
        onClick: () => offer.press(action),
      },
      isChosen && icon('check', ' i-14'),
      h('span', { dir: 'auto' }, action.label),
      isChosen && h('span', { class: 'vh' }, t('chosen')),
    )
  })
}

/** Gone once one was used, or the visitor answered in his own words. */
function repliesOf({ h, t }: Kit, offer: Offer, replies: readonly Action[]): ComponentChild {
  const { item, models } = offer
  const thread = models.chat.handle.value?.timeline.value ?? []
  const later = thread.slice(thread.findIndex(({ key }) => key === item.key) + 1)
  if (isOver(offer) || later.some((one) => one.type === 'message' && one.mine)) return null
  return h(
    'div',
    { class: 'qr', role: 'group', 'aria-label': t('suggested') },
    replies.map((action) =>
      h('button', { key: action.label, type: 'button', dir: 'auto', onClick: () => offer.press(action) }, action.label),
    ),
  )
}

function cardOf(kit: Kit, offer: Offer, card: Card): ComponentChild {
  const { h } = kit
  const { title, text, image, actions } = card
  const src = safeUrl((card as Partial<LocalCard>).src ?? '')
  const file = offer.body.attachments.find(({ id }) => id === image)
  return h(
    'div',
    { class: 'mcard', role: 'group', 'aria-label': title },
    file && h(offer.Files, { files: [file], models: offer.models }),
    src && h('img', { class: 'of-page', src, alt: '' }),
    h('div', { class: 'mcard-b' }, h('b', { dir: 'auto' }, title), text && h('p', { dir: 'auto' }, text)),
    actionsOf(kit, offer, actions),
  )
}

/** The answers to a form, as both sides read them; while it is under way only its text is known. */
function filledIn({ h, richText }: TalkKit, { text, answers }: Extract<MessageBody, { type: 'text' }>): ComponentChild {
  const fields = answers?.fields
  if (!Array.isArray(fields) || fields.length === 0) return h('div', { class: 'b' }, richText(text))
  return h(
    'dl',
    { class: 'b sum' },
    fields.map(({ key, label, text: said }) =>
      h('div', { key }, h('dt', { dir: 'auto' }, label), h('dd', { dir: 'auto' }, said)),
    ),
  )
}
