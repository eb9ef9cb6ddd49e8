import { effect, type ReadonlySignal, untracked } from '@preact/signals'
import type { BrowserWindow } from '../../environment.ts'
import { language } from '../../i18n/translate.ts'
import { type PreferencesModel, readPreferences } from '../preferences-model.ts'

type Deps = {
  window: Pick<BrowserWindow, 'env' | 'onTouch' | 'reload'>
  preferences: Pick<PreferencesModel, 'language' | 'setLanguage'>
  /** What the agent chose, on whichever computer; null where he never did. */
  chosen: ReadonlySignal<string | null>
}

/**
 * The language that an agent chose follows him: the page is loaded once more in it, right after the sign-in. Once he
 * has touched the page nothing is taken from under his hands: the next load has it.
 */
export function followLanguage({ window, preferences, chosen }: Deps): () => void {
  let isUntouched = true
  const stopListening = window.onTouch(() => {
    isUntouched = false
  })
  async function take(tag: string): Promise<void> {
    preferences.setLanguage(tag)
    await null // kept once the effect below has ended
    const isSpoken = baseOf(tag) === baseOf(language())
    // Where this browser keeps nothing, the next page would ask for yet another one.
    const isKept = readPreferences(window.env).language === tag
    if (isUntouched && isKept && !isSpoken) window.reload()
  }

  const stop = effect(() => {
    const tag = chosen.value
    if (tag && tag !== preferences.language.peek()) untracked(() => void take(tag))
  })
  return () => {
    stop()
    stopListening()
  }
}

const baseOf = (tag: string) => tag.split('-')[0]
