import type { Environment } from '@parley/client'
import { effect } from '@preact/signals'
import type { Happening } from '../happenings.ts'
import type { DeviceDeps, DeviceMark, Marked } from './device-deps.ts'
import type { DeviceModel } from './device-model.ts'
import type { Told } from './told.ts'

/** What tells an agent beside this window; its code is fetched where there is something to do. */
export function createHere(deps: DeviceDeps) {
  const mark = createMark(deps.window.env)
  let model: Promise<DeviceModel> | null = null
  let told: Promise<Told> | null = null

  function load(): Promise<DeviceModel> {
    model ??= import('./device-model.ts').then(({ openDevice }) => openDevice(deps, mark))
    model.catch(() => {
      model = null // asked for again, it is fetched again
    })
    return model
  }
  /** Also of somebody who sat here before: his subscription is to end. */
  const stop = effect(() => {
    if (deps.client.connection.value.phase === 'online' && mark.read()) load().catch(() => undefined)
  })

  return {
    load,
    /** These were told by this window, to somebody or to nobody; without the code for it, devices are told as well. */
    told(happenings: readonly Happening[], isSeen: boolean): void {
      if (happenings.length === 0) return
      told ??= import('./told.ts').then(({ createTold }) => createTold(deps))
      told.then(({ add }) => add(happenings, isSeen)).catch(() => undefined)
    },
    /** With the sign-in. Where the code for it does not come, the server ends it. */
    async end(): Promise<void> {
      if (mark.read())
        await load().then(
          ({ end }) => end(),
          () => undefined,
        )
    },
    [Symbol.dispose](): void {
      stop()
      void model?.then(
        (one) => one[Symbol.dispose](),
        () => undefined,
      )
      void told?.then(
        ({ end }) => end(),
        () => undefined,
      )
    },
  }
}
const KEY = 'parley-inbox:push'

function createMark(env: Pick<Environment, 'storage'>): DeviceMark {
  let here: Marked | null = null
  return {
    read(): Marked | null {
      try {
        return JSON.parse(env.storage()?.getItem(KEY) ?? 'null') as Marked | null // as it was written
      } catch {
        return here // storage that is blocked or holds nonsense
      }
    },
    write(next: Marked | null): void {
      here = next
      try {
        if (next) env.storage()?.setItem(KEY, JSON.stringify(next))
        else env.storage()?.removeItem(KEY)
      } catch {
        return // it then ends with the page
      }
    },
  }
}
