import { effect, signal } from '@preact/signals-core'
import { type ComponentChild, type ComponentType, h, render } from 'preact'
import { chooseLanguage, direction, formats, language, loadMore, t, words } from '../i18n/translate.ts'
import { avatar } from './avatar.tsx'
import { drawn, icon } from './icon.tsx'
import { richText } from './rich-text.tsx'
import { clock, dayName } from './time.ts'
import { view } from './view.ts'

/**
 * What a chunk that is fetched later gets handed in. One that imported these modules would cut them out of the messenger
 * into a request of their own.
 */
export const kit = {
  ...{ h, render, view, signal, effect, t, words, direction, language, chooseLanguage, formats, loadMore },
  ...{ icon, drawn, avatar, clock, dayName, richText },
}
export type Kit = typeof kit

/** A part that is fetched when it is used, with its texts. Rejects when the line is down. */
export async function fetched<T>(load: () => Promise<{ create(kit: Kit): T }>): Promise<T> {
  const [{ create }] = await Promise.all([load(), loadMore()])
  return create(kit)
}

/** A view that is fetched when it is first drawn, with its texts; `instead` stands there until they came. */
export function later<P extends object>(
  load: () => Promise<{ create(kit: Kit): ComponentType<P> }>,
  instead: (props: P) => ComponentChild = () => null,
): ComponentType<P> {
  const part = signal<ComponentType<P> | null>(null)
  let isAsked = false

  async function ask(): Promise<void> {
    isAsked = true
    try {
      part.value = await fetched(load)
    } catch {
      isAsked = false // the line is down; the next drawing asks again
    }
  }
  return view<P>(() => (props) => {
    if (!isAsked) void ask()
    return part.value ? h(part.value as ComponentType<object>, props) : instead(props)
  })
}
