import type { Card } from '@parley/protocol'
import type { ComponentChild, ComponentType } from 'preact'
import type { Kit } from '../ui/kit.ts'
import type { Offer } from './rich-offer.ts'

type Props = { offer: Offer; cards: readonly Card[] }

const NEXT = 'M9.5 6.5 15 12l-5.5 5.5'

/** Cards in a row: a list that snaps, with buttons for whoever does not scroll. Tab goes through its cards and on. */
export function carouselView(kit: Kit, draw: (offer: Offer, card: Card) => ComponentChild): ComponentType<Props> {
  const { h, view, signal, t, drawn } = kit
  return view<Props>((_, life) => {
    let list: HTMLElement | null = null
    /** How far it is scrolled, from its start in the direction of reading, and how far it can be. */
    const place = signal({ at: 0, end: 0 })

    function measure(): void {
      if (!list) return
      const at = Math.abs(Math.round(list.scrollLeft))
      const end = list.scrollWidth - list.clientWidth
      const before = place.peek()
      if (before.at !== at || before.end !== end) place.value = { at, end }
    }
    life.drawn = measure
    function step(by: 1 | -1): void {
      const width = list?.firstElementChild?.clientWidth ?? 0
      const isRtl = list !== null && getComputedStyle(list).direction === 'rtl'
      const behavior = matchMedia('(prefers-reduced-motion:reduce)').matches ? 'auto' : 'smooth'
      list?.scrollBy({ left: (isRtl ? -by : by) * (width + GAP), behavior })
    }
    const button = (by: 1 | -1, isEnd: boolean) =>
      h(
        'button',
        {
          type: 'button',
          class: by > 0 ? 'ib flip' : 'ib flip prev',
          'aria-label': t(by > 0 ? 'next_card' : 'previous_card'),
          disabled: isEnd,
          onClick: () => step(by),
        },
        drawn(NEXT),
      )
    return ({ offer, cards }) => {
      const { at, end } = place.value
      return h(
        'div',
        { class: 'car', role: 'group', 'aria-label': t('cards', { count: cards.length }) },
        h(
          'ul',
          {
            class: 'car-l',
            onScroll: measure,
            ref: (element: HTMLUListElement | null) => {
              list = element
            },
          },
          cards.map((card, i) => h('li', { key: i }, draw(offer, card))),
        ),
        end > 1 && h('div', { class: 'car-b' }, button(-1, at <= 1), button(1, at >= end - 1)),
      )
    }
  })
}

/** Between two cards, pixels, as the sheet has it. */
const GAP = 8
