import type { ChatOptions } from '@parley/protocol'
import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'
import { conversationRow } from '../conversation-row.ts'
import { stateText, teamNames } from './words.ts'

const ART = 'M150 8a84 84 0 0 1 84 84v62a22 22 0 0 1-22 22h-62a84 84 0 0 1 0-168Z'
const ART_2 = 'M62 96a48 48 0 0 1 48 48v36a12 12 0 0 1-12 12H62a48 48 0 0 1 0-96Z'
const ON = 'M5 12h13.5M13 6.5 18.5 12 13 17.5'

/** What the visitor meets first: a greeting, who is there, and ways on. */
export function home(kit: Kit, models: Models) {
  const { h, t } = kit
  const { chat, settings } = models
  const options = models.options.value
  const view = options?.home
  const last = chat.screen.value === 'home' && chat.own.value?.find(({ status }) => status !== 'closed')
  const isNew = chat.screen.value === 'thread'
  return h(
    'div',
    { class: `home home-${view?.header ?? 'tinted'}` },
    h(
      'div',
      { class: 'hi' },
      art(kit),
      h('p', { class: 'hi-t' }, h('bdi', null, view?.greeting || settings.greeting || t('hello'))),
      view?.lead && h('p', { class: 'hi-l' }, h('bdi', null, view.lead)),
      options ? team(kit, options) : h('div', { class: 'team' }),
    ),
    h(
      'ul',
      { class: 'cards' },
      last &&
        h(
          'li',
          null,
          h(
            'button',
            { type: 'button', onClick: () => chat.openOne(last.id) },
            conversationRow(kit, last, last.last?.text || t('file')),
          ),
        ),
      start(kit, models),
      view &&
        view.links.length > 0 &&
        h(
          'li',
          null,
          view.links.map((link) => linkRow(kit, link)),
        ),
    ),
    isNew && models.store.consent === 'granted' && h('p', { class: 'small' }, t('kept')),
  )
}

function art({ h }: Kit) {
  const shape = { class: 'art', viewBox: '0 0 250 230', 'aria-hidden': 'true' }
  return h('svg', shape, h('path', { d: ART }), h('path', { d: ART_2, opacity: '.6' }))
}

function team(kit: Kit, options: ChatOptions) {
  const { h, avatar, formats } = kit
  const { team: people, state } = options.availability
  return h(
    'div',
    { class: 'team' },
    people.length > 0 &&
      h(
        'span',
        { class: 'stack' },
        people.slice(0, 3).map(({ id, name }) => avatar(id, name)),
      ),
    h(
      'span',
      { class: 'grow' },
      people.length > 0 && h('b', null, h('bdi', null, teamNames(options.availability, formats.value))),
      h('span', { class: 'state' }, h('i', { class: `dot ${state}` }), stateText(kit, options)),
    ),
  )
}

/** Where the field stands below there is no need for a button as well. */
function start({ h, t, drawn }: Kit, { chat, options }: Models) {
  if (chat.screen.value === 'thread') return null
  const { state, count } = options.value?.availability ?? { state: 'away', count: 0 }
  const there = state === 'online' && count > 0
  return h(
    'li',
    { class: 'start' },
    h(
      'button',
      { type: 'button', onClick: chat.startNew },
      h('span', { class: 'grow' }, h('b', null, t('start')), there && h('small', null, t('here_now', { count }))),
      h('span', { class: 'flip' }, drawn(ON)),
    ),
  )
}

function linkRow({ h, drawn }: Kit, { label, url }: { label: string; url: string }) {
  const outside = { target: '_blank', rel: 'noopener noreferrer' }
  return h(
    'a',
    { key: url, href: url, ...(url.startsWith('http') && outside) },
    h('span', { class: 'grow' }, h('bdi', null, label)),
    h('span', { class: 'flip' }, drawn('M9.5 6.5 15 12l-5.5 5.5')),
  )
}
