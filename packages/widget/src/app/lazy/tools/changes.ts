import { plainText } from '@parley/ui/markup'
import type { Signal } from '@preact/signals-core'
import type { ComponentChild } from 'preact'
import type { About } from '../../models/composer-model.ts'
import type { MessageItem } from '../../models/items.ts'
import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'
import { hasReacted } from './reactions.ts'

const QUOTE_LENGTH = 140
const EDIT = 'M5 19l.8-3.6 9.8-9.8a2 2 0 0 1 2.8 2.8l-9.8 9.8L5 19ZM13.8 7.4l2.8 2.8'
export const REPLY = 'M9.5 6.5l-5 5 5 5M4.8 11.5H13a6 6 0 0 1 6 6v.5'

/** The change made last, shown at once: when the message is as it was before again, the server refused it. */
type Change = { key: string; text: string | null; editedAt: string | undefined } | Reacted
/** The same of a reaction; one that is missing long after was taken back elsewhere. */
type Reacted = { key: string; emoji: string; on: boolean; at: number }

/** A refusal comes within this time of the press, milliseconds. */
const REFUSED_MS = 60_000

/** Answers, edits and deletions; what is written for them is written in the composer. */
export function createChanges(kit: Kit, models: Models, last: Signal<Change | null>) {
  const { composer, chat } = models
  const { t } = kit

  function begin(what: Pick<About, 'quote' | 'save'> & Strip, cancel: () => void): void {
    const about: About = { ...what, shown: stripOf(kit, what, cancel), cancel }
    composer.about.peek()?.cancel()
    composer.about.value = about
  }
  const end = () => {
    composer.about.value = null
  }
  function change(item: MessageItem, text: string | null): void {
    const { messageId, key, editedAt } = item
    const handle = chat.handle.peek()
    if (!handle || !messageId) return
    last.value = { key, text, editedAt }
    if (text === null) handle.send('msg.del', { messageId })
    else handle.send('msg.edit', { messageId, text })
  }

  function refusal(made: Change, item: MessageItem): 'not_changed' | 'not_reacted' | false {
    if ('emoji' in made) {
      const isLate = Date.now() - made.at > REFUSED_MS
      return !isLate && hasReacted(models, item, made.emoji) !== made.on && 'not_reacted'
    }
    return item.editedAt === made.editedAt && (item.body?.text ?? null) !== made.text && 'not_changed'
  }

  return {
    reply(item: MessageItem): void {
      const { messageId, actor, body } = item
      if (!messageId || !body) return
      const text = plainText(body.text || body.fallback).slice(0, QUOTE_LENGTH)
      const name = item.mine ? t('you') : (actor.name ?? t('team'))
      const label = t('replying', { name })
      begin({ quote: { messageId, actor, text }, icon: REPLY, label, text, cancelLabel: t('cancel_reply') }, end)
    },
    edit(item: MessageItem): void {
      const before = composer.draft.peek()
      const old = item.body?.text ?? ''
      const cancel = () => {
        end()
        composer.write(before)
      }
      const save = (text: string) => {
        if (!text) return
        cancel()
        if (text !== old) change(item, text)
      }
      begin({ save, icon: EDIT, label: t('editing'), text: old, cancelLabel: t('cancel_edit') }, cancel)
      composer.write(old)
    },
    remove: (item: MessageItem) => change(item, null),
    /** Gives or takes back the visitor's own reaction. */
    react(item: MessageItem, emoji: string): void {
      const { messageId, key } = item
      if (!messageId) return
      const on = !hasReacted(models, item, emoji)
      chat.handle.peek()?.send('msg.react', { messageId, emoji, on })
      last.value = { key, emoji, on, at: Date.now() }
    },
    /** Said in a bubble whose change was refused. */
    refusalOf(item: MessageItem): ComponentChild {
      const made = last.value
      const text = made?.key === item.key && refusal(made, item)
      return text && kit.h('small', { role: 'alert' }, t(text))
    },
  }
}
export type Changes = ReturnType<typeof createChanges>

type Strip = { icon: string; label: string; text: string; cancelLabel: string }

/** Over the field: what is answered or changed, and the way out of it. Esc is the same. */
function stripOf({ h, icon, drawn }: Kit, { icon: path, label, text, cancelLabel }: Strip, cancel: () => void) {
  let box: HTMLElement | null = null
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.stopPropagation() // it ends this, not the chat
    cancel()
  }
  const hold = (element: HTMLElement | null) => {
    box?.removeEventListener('keydown', onKeyDown)
    box = element?.parentElement ?? null
    box?.addEventListener('keydown', onKeyDown)
  }
  return () =>
    h(
      'div',
      { class: 'about', key: label + text, ref: hold },
      drawn(path),
      h('span', { class: 'grow' }, h('b', null, label), h('bdi', { class: 'cut' }, text)),
      h('button', { type: 'button', class: 'ib', 'aria-label': cancelLabel, onClick: cancel }, icon('close')),
    )
}
