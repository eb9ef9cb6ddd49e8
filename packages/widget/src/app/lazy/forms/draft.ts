import type { Models } from '../../models/models.ts'

type Kept = { answers: Record<string, string>; done: boolean }
const NOTHING: Kept = { answers: {}, done: false }

/** What was typed survives a reload of the tab, once the visitor consented; else it is as gone as the page. */
export function keeper({ settings, store }: Pick<Models, 'settings' | 'store'>) {
  const name = `parley:${settings.key}:form`
  let kept = load()

  function load(): Kept {
    if (store.consent !== 'granted') return NOTHING
    try {
      return JSON.parse(sessionStorage.getItem(name) ?? '') as Kept
    } catch {
      return NOTHING // nothing is kept, or storage is refused here
    }
  }

  return {
    read: () => kept.answers,
    /** It was answered, and nothing was written yet. */
    isDone: () => kept.done,
    write(answers: Kept['answers'], done: boolean): void {
      kept = { answers, done }
      if (store.consent !== 'granted') return
      try {
        sessionStorage.setItem(name, JSON.stringify(kept))
      } catch {
        // storage is refused here
      }
    },
  }
}
