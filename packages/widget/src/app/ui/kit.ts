import { effect, signal } from '@preact/signals-core'
import { type ComponentChild, type ComponentType, h, render } from 'preact'
import { chooseLanguage, direction, formats, language, loadMore as loadTexts, t, words } from '../i18n/translate.ts'
import type { create as share } from '../lazy/shared.ts'
import { isNews, unreadIn } from '../models/chat-model.ts'
import { drawn, icon, paths } from './icon.tsx'
import { view } from './view.ts'

/**
 * What a chunk that is fetched later gets handed in. One that imported these modules would cut them out of the messenger
 * into a request of their own.
 */
const CORE = {
  ...{ h, render, view, signal, effect, t, words, direction, language, chooseLanguage, formats, loadMore },
  ...{ icon, paths, drawn, isNews, unreadIn, later, fetched },
}
export type Kit = typeof CORE & ReturnType<typeof share>
/** Whole once the first part has come. */
export const kit = CORE as Kit

/** Fetches the texts of the later parts, and what they share. Rejects when the line is down. */
async function loadMore(): Promise<void> {
  const [shared] = await Promise.all([import('../lazy/shared.ts'), loadTexts()])
  Object.assign(kit, shared.create(kit))
}

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
