import type { ComponentType } from 'preact'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import { home } from './site/home.ts'
import { logo } from './site/logo.ts'
import { stateText } from './site/words.ts'
import css from './site.css'

/** The list of conversations comes along: the home view has a row of it, and leads to it. */
export { create as createList } from './conversation-list.ts'

/** `line`: below the name in the head; `closed`: above the composer; `tabs`: below everything. */
export type SiteProps = { models: Models; part: 'line' | 'closed' | 'home' | 'tabs'; instead?: string }

const HOME = 'M4 11.2 12 4.5l8 6.7M6.2 9.6v9.2h11.6V9.6'
const TALK = 'M11.5 4.5h1a7.5 7.5 0 0 1 7.5 7.5v4.5a3 3 0 0 1-3 3h-5.5a7.5 7.5 0 0 1 0-15ZM9 10.7h6M9 13.8h3.6'

/** What is said of the site: who is there, that it is closed, and the view that comes first. */
export function create(kit: Kit): ComponentType<SiteProps> {
  const { h, view } = kit
  return view<SiteProps>(({ models, part: first }, life) => {
    models.adopt(css)
    if (first === 'line') life.ended = restyle(kit, models)
    return ({ part, instead }) => {
      if (part === 'home') return home(kit, models)
      if (part === 'tabs') return tabs(kit, models)
      if (part === 'closed') return closed(kit, models)
      const text = instead && (lineText(kit, models) || instead) // where the home view says it, not here too
      return [logo(kit, models), text && h('p', null, text)]
    }
  })
}

/** The colours, corners and logo's place of a site that was changed since this page was loaded. */
function restyle({ effect }: Kit, { options, root }: Models): () => void {
  let sheet: CSSStyleSheet | undefined
  return effect(() => {
    const style = options.value?.style
    if (!style) return
    // Behind every other sheet, once; then it is this one that changes.
    if (!sheet) {
      sheet = new CSSStyleSheet()
      root.adoptedStyleSheets.push(sheet)
    }
    sheet.replaceSync(style)
  })
}

/** Says the true thing above the field: when somebody is back, and that writing is of use. */
function closed(kit: Kit, { chat, options }: Models) {
  const { h, t } = kit
  const known = options.value
  // The form that is shown then says it itself.
  if (!known || chat.gate.value === 'form') return null
  return h(
    'p',
    { class: 'closed', role: 'status' },
    known.closedMessage && h('span', null, h('bdi', null, known.closedMessage)),
    h('b', null, stateText(kit, known)),
    !known.offline && h('span', null, t('write_anyway')),
  )
}

/** In the head of a conversation that goes on. */
function lineText(kit: Kit, { chat, options }: Models): string | false {
  const known = options.value
  const handle = chat.handle.value
  if (!known || chat.screen.value !== 'thread' || handle?.fold.value?.status === 'closed') return false
  const { state, replySeconds } = known.availability
  if (state === 'offline') return kit.t('not_there') // when it opens stands above the field
  // Whoever waits in line is told a wait of his own.
  return replySeconds !== null && !handle?.queue.value && stateText(kit, known)
}

function tabs({ h, t, drawn }: Kit, { chat }: Models) {
  const unread = chat.own.value?.reduce((sum, one) => sum + one.unread, 0) ?? 0
  const tab = (name: 'home' | 'list', path: string, label: string) =>
    h(
      'button',
      {
        type: 'button',
        'aria-current': chat.screen.value === name ? 'page' : undefined,
        onClick: () => {
          if (name === 'list') void chat.showList()
          else chat.screen.value = name
        },
      },
      drawn(path),
      h('span', null, label),
      name === 'list' && unread > 0 && h('span', { class: 'unread' }, unread),
    )
  return h('nav', { class: 'tabs' }, tab('home', HOME, t('home')), tab('list', TALK, t('messages_tab')))
}
