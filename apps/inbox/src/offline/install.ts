import { type ReadonlySignal, signal } from '@preact/signals'

/** What Chromium tells when a page could be installed; no type of the DOM has it. */
type Offer = Event & { prompt(): Promise<unknown> }

/** The inbox as an app of this device. */
export type Install = {
  /** `offered`: the browser would do it now; `elsewhere`: only its own menu can, or it cannot at all. */
  state: ReadonlySignal<'offered' | 'installed' | 'elsewhere'>
  /** The browser asks the person. */
  ask(): Promise<void>
}

/** Listens from the start: the browser offers it once, soon after the page has loaded. */
export function createInstall(window: Window): Install {
  const isApp = window.matchMedia('(display-mode: standalone)').matches
  const state = signal<'offered' | 'installed' | 'elsewhere'>(isApp ? 'installed' : 'elsewhere')
  let offer: Offer | null = null
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault() // the settings offer it, and nothing else
    offer = event as Offer
    state.value = 'offered'
  })
  window.addEventListener('appinstalled', () => {
    state.value = 'installed'
  })
  return {
    state,
    async ask() {
      const asked = offer
      offer = null
      // An offer is good for one question; the browser makes another when it likes.
      state.value = 'elsewhere'
      await asked?.prompt()
    },
  }
}
