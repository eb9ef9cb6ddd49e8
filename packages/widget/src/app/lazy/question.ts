import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import css from './question.css'

/** Something to be answered; Esc is the same as `keep`. Without `keep` there is one button. */
export type Asked = {
  title: string
  text: string
  yes: string
  keep?: string | undefined
  /** How weighty a yes is: it takes something away, it leads on, or it is as good as the other. */
  tone: 'risk' | 'yes' | 'no'
}

/** In the middle of the chat, not of the page around it. By CSSOM: pages may forbid inline styles. */
function overPanel(dialog: HTMLElement): void {
  const panel = (dialog.getRootNode() as ShadowRoot).querySelector('.panel')
  const { left, right, top, bottom } = panel?.getBoundingClientRect() ?? new DOMRect()
  const inset = [top, innerWidth - right, innerHeight - bottom, left].map((px) => `${px}px`)
  if (right > left) dialog.style.setProperty('inset', inset.join(' '))
}

/** A question over the chat; its buttons are the answers. */
export function questionOf({ h }: Kit, { adopt }: Models, asked: Asked, answer: (isYes: boolean) => void) {
  const { title, text, yes, keep, tone } = asked
  const show = (element: HTMLDialogElement | null) => {
    if (!element || element.open || element.returnValue) return
    element.showModal()
    overPanel(element)
  }
  const onPress = ({ currentTarget }: MouseEvent, isYes: boolean) => {
    const dialog = (currentTarget as Element).closest('dialog')
    dialog?.close('answered') // nothing outside of it takes the focus while it is open
    answer(isYes)
  }
  const button = (words: string, kind: string, isYes: boolean) =>
    h('button', { type: 'button', class: kind, onClick: (event: MouseEvent) => onPress(event, isYes) }, words)
  adopt(css)
  return h(
    'dialog',
    {
      class: 'asks',
      'aria-label': title,
      ref: show,
      onClose: ({ currentTarget }: Event) => (currentTarget as HTMLDialogElement).returnValue || answer(false),
      onKeyDown: (event: KeyboardEvent) => event.stopPropagation(),
    },
    h('h2', null, title),
    h('p', null, text),
    h('div', null, keep && button(keep, 'no', false), button(yes, tone, true)),
  )
}
