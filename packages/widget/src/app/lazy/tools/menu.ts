import type { FeatureOptions } from '@parley/protocol'
import type { MessageItem } from '../../models/items.ts'
import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'
import { type Changes, REPLY } from './changes.ts'

const QUICK = ['👍', '❤️', '😂', '🎉', '😮', '🙏'] as const
const MINUTE_MS = 60_000
const SVG = 'http://www.w3.org/2000/svg'
const PATHS = {
  reply: REPLY,
  copy: 'M10.5 8.5h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM15.5 5.8a2 2 0 0 0-1.9-1.3H6.5a2 2 0 0 0-2 2v7.1a2 2 0 0 0 1.3 1.9',
  edit: 'M5 19l.8-3.6 9.8-9.8a2 2 0 0 1 2.8 2.8l-9.8 9.8L5 19ZM13.8 7.4l2.8 2.8',
  delete:
    'M5 7h14M9.5 7V5.5A1.5 1.5 0 0 1 11 4h2a1.5 1.5 0 0 1 1.5 1.5V7M6.8 7l.7 11a2 2 0 0 0 2 1.9h5a2 2 0 0 0 2-1.9l.7-11M10.3 11v5M13.7 11v5',
} as const
type Verb = keyof typeof PATHS

type Asked = { kit: Kit; models: Models; item: MessageItem; changes: Changes; anchor: HTMLElement }

/** What the site and the server's clock allow, as far as it is known here; the server judges. */
function verbsFor({ models, item }: Asked): Verb[] {
  const { body, ts, actor, mine } = item
  const me = models.client.actor.peek()
  // What he said in another browser, which a link let him continue here, is changed there.
  const isOwn = mine && (me?.type !== 'visitor' || actor.id === me.id)
  const features: Partial<FeatureOptions> = models.options.peek()?.features ?? {}
  const isWithin = (minutes: number | null | undefined) =>
    isOwn && minutes !== undefined && (minutes === null || models.client.now() - Date.parse(ts) < minutes * MINUTE_MS)
  const verbs: [Verb, unknown][] = [
    ['reply', features.quotes],
    ['copy', body?.text],
    ['edit', body?.text && isWithin(features.edit)],
    ['delete', isWithin(features.delete)],
  ]
  return verbs.flatMap(([verb, isThere]) => (isThere ? [verb] : []))
}

function made<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>, text = '') {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.textContent = text
  return element
}

function outline(d: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  for (const [name, value] of Object.entries({ class: 'i', viewBox: '0 0 24 24', 'aria-hidden': 'true' }))
    svg.setAttribute(name, value)
  path.setAttribute('d', d)
  svg.append(path)
  return svg
}

/** The menu of a message: reactions in a row, then verbs. Arrow keys move, Esc closes and gives the focus back. */
export function openMenu(asked: Asked): void {
  const { kit, models, item, changes, anchor } = asked
  const { t } = kit
  const panel = anchor.closest<HTMLElement>('.panel')
  const menu = made('div', { class: 'mmenu', role: 'menu', 'aria-label': t('tools'), popover: 'auto' })
  const focusField = () => panel?.querySelector<HTMLElement>('.wc textarea')?.focus()
  function close(isDone = false): void {
    menu.remove()
    if (isDone) focusField()
    else if (anchor.isConnected) anchor.focus()
  }

  const doing: Record<Verb, () => void> = {
    reply() {
      changes.reply(item)
      close(true)
    },
    edit() {
      changes.edit(item)
      close(true)
    },
    copy() {
      navigator.clipboard?.writeText(item.body?.text ?? '').catch(() => undefined) // the page may forbid it
      close()
    },
    delete() {
      const go = () => {
        changes.remove(item)
        close(true)
      }
      ask(kit, menu, { keep: () => close(), go })
    },
  }
  if (models.options.peek()?.features.reactions) menu.append(quickRow(asked, close))
  for (const verb of verbsFor(asked)) {
    const row = made('button', { type: 'button', role: 'menuitem', class: `mrow${verb === 'delete' ? ' risky' : ''}` })
    row.append(outline(PATHS[verb]), t(verb))
    row.addEventListener('click', doing[verb])
    menu.append(row)
  }
  menu.addEventListener('keydown', (event) => onKey(event, menu, close))
  menu.addEventListener('toggle', (event) => {
    if ((event as ToggleEvent).newState === 'closed') menu.remove()
  })
  panel?.append(menu)
  menu.showPopover?.()
  place(menu, anchor, item.mine)
  menu.querySelector('button')?.focus()
}

/** Six that say most, and the way to all others. */
function quickRow({ kit, models, item, changes, anchor }: Asked, close: () => void): HTMLElement {
  const { t } = kit
  const row = made('div', { role: 'group', class: 'mquick' })
  const me = models.client.actor.peek()?.id ?? ''
  for (const emoji of QUICK) {
    const isMine = item.reactions.some((one) => one.emoji === emoji && one.by.includes(me))
    const attributes = { type: 'button', role: 'menuitemcheckbox', 'aria-checked': String(isMine) }
    const button = made('button', { ...attributes, 'aria-label': t('react', { emoji }) }, emoji)
    button.addEventListener('click', () => {
      changes.react(item, emoji)
      close()
    })
    row.append(button)
  }
  const more = made('button', { type: 'button', role: 'menuitem', 'aria-label': t('react_more') })
  more.append(outline('M12 5v14M5 12h14'))
  more.addEventListener('click', () => {
    close()
    void import('../emoji.ts').then(({ create }) => create(kit)(models, anchor, (emoji) => changes.react(item, emoji)))
  })
  row.append(more)
  return row
}

type Answers = { keep(): void; go(): void }

/** What cannot be undone is asked about, in the place of the menu. */
function ask({ t }: Kit, menu: HTMLElement, { keep, go }: Answers): void {
  const title = made('b', {}, t('delete_ask'))
  const answers = made('div', { class: 'manswers' })
  const [no, yes] = [made('button', { type: 'button' }, t('keep')), made('button', { type: 'button' }, t('delete'))]
  yes.className = 'yes'
  no.addEventListener('click', keep)
  yes.addEventListener('click', go)
  answers.append(no, yes)
  menu.setAttribute('role', 'alertdialog')
  menu.setAttribute('aria-label', t('delete_ask'))
  menu.replaceChildren(title, made('p', {}, t('delete_what')), answers)
  no.focus()
}

function onKey(event: KeyboardEvent, menu: HTMLElement, close: () => void): void {
  event.stopPropagation() // Esc closes the menu, not the chat
  const all = [...menu.querySelectorAll('button')]
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault()
    close()
  } else if (step) {
    event.preventDefault()
    all.at((all.indexOf(event.target as HTMLButtonElement) + step) % all.length)?.focus()
  }
}

/** Beside the bubble, within the chat. By CSSOM: pages may forbid inline styles. */
function place(menu: HTMLElement, anchor: HTMLElement, isMine: boolean): void {
  const around = (anchor.closest('.panel') ?? anchor).getBoundingClientRect()
  const bubble = (anchor.closest('.b') ?? anchor).getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const isEnd = isMine !== (getComputedStyle(anchor).direction === 'rtl')
  const x = isEnd ? bubble.right - width : bubble.left
  const y = bubble.bottom + 6 + height > around.bottom - 8 ? bubble.top - 6 - height : bubble.bottom + 6
  menu.style.setProperty('left', `${Math.max(around.left + 8, Math.min(x, around.right - width - 8))}px`)
  menu.style.setProperty('top', `${Math.max(around.top + 8, Math.min(y, around.bottom - height - 8))}px`)
}
