import { effect, type ReadonlySignal } from '@preact/signals'
import type { OwnSounds, OwnSoundsDeps } from './own-sounds.ts'

type Deps = OwnSoundsDeps & { following: { values: ReadonlySignal<{ sounds: Parameters<OwnSounds['use']>[0] }> } }

/** What rings for what where an agent chose something else than the usual; the code for it is fetched with the first choice. */
export function createChosenSounds(deps: Deps) {
  let model: Promise<OwnSounds> | null = null

  function load(): Promise<OwnSounds> {
    model ??= import('./own-sounds.ts').then(({ openOwnSounds }) => openOwnSounds(deps))
    model.catch(() => {
      model = null // asked for again, it is fetched again
    })
    return model
  }
  const stop = effect(() => {
    const { sounds } = deps.following.values.value
    if (!model && Object.keys(sounds).length === 0) return
    load().then(
      ({ use }) => use(sounds),
      () => undefined, // it rings as usual
    )
  })

  return { load, [Symbol.dispose]: stop }
}
