import { describe, expect, it } from 'vitest'
import { settle } from '../../testing/fake-clock.ts'
import { createWorkerDoor, type WorkerNews } from './worker-door.ts'

type Fake = EventTarget & { state: string }
const aWorker = (state: string): Fake => Object.assign(new EventTarget(), { state })

/** A page that registers its worker, while `installing` is on its way. */
async function aPage({ isControlled = true, installing = null as Fake | null } = {}) {
  const registration = Object.assign(new EventTarget(), {
    ...{ installing, waiting: null, update: async () => undefined },
  })
  const container = Object.assign(new EventTarget(), {
    controller: isControlled ? aWorker('activated') : null,
    register: async () => registration,
  })
  const news: WorkerNews[] = []
  const door = createWorkerDoor({ navigator: { serviceWorker: container } } as unknown as Window, '/inbox')
  door.start((what) => void news.push(what))
  await settle()
  const found = (fresh: Fake) => {
    registration.installing = fresh
    registration.dispatchEvent(new Event('updatefound'))
  }
  return { news, found }
}

function install(worker: Fake): void {
  worker.state = 'installed'
  worker.dispatchEvent(new Event('statechange'))
}

describe('the worker that keeps the inbox', () => {
  it('tells of a build that is found', async () => {
    const { news, found } = await aPage()
    const fresh = aWorker('installing')
    found(fresh)
    expect(news).toEqual([])
    install(fresh)
    expect(news).toEqual(['waits'])
  })

  it('tells of one that was being installed when the page came, once', async () => {
    const fresh = aWorker('installing')
    const { news, found } = await aPage({ installing: fresh })
    found(fresh)
    install(fresh)
    expect(news).toEqual(['waits'])
  })

  it('says nothing of the first one of all', async () => {
    const first = aWorker('installing')
    const { news } = await aPage({ isControlled: false, installing: first })
    install(first)
    expect(news).toEqual([])
  })
})
