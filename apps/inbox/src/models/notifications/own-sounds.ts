import { type Client, ClientError } from '@parley/client'
import type { AgentPreferences, Sound } from '@parley/protocol'
import { LIMITS, type NoticeKind, OUR_SOUNDS, ROUTES } from '@parley/protocol/constants'
import { signal } from '@preact/signals'
import type { Played } from '../../attention/sounds.ts'
import type { BrowserWindow } from '../../environment.ts'
import { base64Of } from '../../format/base64.ts'
import type { SessionModel } from '../session-model.ts'

export type OwnSoundsDeps = {
  client: Pick<Client, 'call'>
  window: Pick<BrowserWindow, 'sounds' | 'origin'> & { env: Pick<BrowserWindow['env'], 'fetch'> }
  session: Pick<SessionModel, 'access'>
}
type Chosen = AgentPreferences['sounds']
type Choice = NonNullable<Chosen[NoticeKind]>

/** Why a file is not taken. */
export type SoundProblem = 'large' | 'long' | 'unplayable' | 'type' | 'full' | 'unreachable'

/** So many bytes are, in base64, what the server takes. */
export const MOST_SOUND_BYTES = (LIMITS.soundBase64 / 4) * 3
const NAME_LENGTH = 60
const PROBLEMS: Partial<Record<string, SoundProblem>> = {
  ...{ invalid_request: 'type', sound_too_long: 'long', list_full: 'full', too_large: 'large' },
}

/** The sounds that an agent brought with him: kept by the server, decoded here when they are to be heard. */
export function openOwnSounds({ client, window, session }: OwnSoundsDeps) {
  const sounds = signal<readonly Sound[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  const { contentOf, playedOf } = createContents({ window, session })
  let asked = 0

  async function told<T>(task: () => Promise<T>): Promise<T | SoundProblem> {
    try {
      return await task()
    } catch (error) {
      return (error instanceof ClientError && PROBLEMS[error.code]) || 'unreachable'
    }
  }

  const put = (one: Sound) => {
    const others = sounds.peek().filter(({ id }) => id !== one.id)
    sounds.value = [...others, one].sort((a, b) => (a.id < b.id ? -1 : 1))
    return one
  }
  const keep = async (name: string, content: ArrayBuffer) =>
    put(await client.call('addSound', { body: { name, content: base64Of(content) } }))

  return {
    ...{ sounds, state },
    async load(): Promise<void> {
      state.value = 'loading'
      const answer = await client.call('listSounds', {}).catch(() => null)
      if (answer) sounds.value = answer.sounds
      state.value = answer ? 'ready' : 'failed'
    },
    /** What rings from here on: what cannot be had rings as usual. */
    async use(chosen: Chosen): Promise<void> {
      const mine = ++asked
      const kinds = Object.entries(chosen) as [NoticeKind, Choice][]
      const found = await Promise.all(
        kinds.map(async ([kind, choice]) => [kind, await playedOf(choice).catch(() => null)] as const),
      )
      const played = found.flatMap(([kind, one]) => (one ? [[kind, one] as const] : []))
      if (mine === asked) window.sounds.use(new Map(played))
    },
    /** False where it cannot be heard. */
    async hear(choice: Choice, volume: number): Promise<boolean> {
      const isReady = await window.sounds.unlock()
      const played = await playedOf(choice).catch(() => null)
      if (played) window.sounds.sample(played, volume)
      return isReady && played !== null
    },
    /** What this browser cannot play, or the server does not take, is not kept. */
    async add(file: File): Promise<Sound | SoundProblem> {
      if (file.size > MOST_SOUND_BYTES) return 'large'
      const content = await file.arrayBuffer().catch(() => new ArrayBuffer())
      const heard = await window.sounds.read(content.slice(0)).catch(() => null)
      if (!heard) return 'unplayable'
      if (typeof heard === 'object' && heard.duration * 1000 > LIMITS.soundMs) return 'long'
      return told(() => keep(nameOf(file), content))
    },
    async rename(id: Sound['id'], name: string): Promise<Sound | SoundProblem> {
      return told(async () => put(await client.call('renameSound', { params: { id }, body: { name } })))
    },
    /** Gives what brings it back, under another id; null where it could not be deleted. */
    async remove({ id, name }: Sound): Promise<(() => Promise<Sound | SoundProblem>) | null> {
      try {
        const content = await contentOf(id)
        await client.call('deleteSound', { params: { id } })
        sounds.value = sounds.peek().filter((one) => one.id !== id)
        return () => told(() => keep(name, content))
      } catch {
        return null
      }
    },
  }
}
/** What sounds are made of, and what is played for a choice; each is fetched once. */
function createContents({ window, session }: Omit<OwnSoundsDeps, 'client'>) {
  const decoded = new Map<Sound['id'], Promise<Played>>()

  async function contentOf(id: Sound['id']): Promise<ArrayBuffer> {
    const url = window.origin + ROUTES.getSoundContent.path.replace(':id', id)
    const ask = async (renew: boolean) =>
      window.env.fetch(url, { headers: { authorization: `Bearer ${await session.access({ renew })}` } })
    const first = await ask(false)
    const answer = first.status === 401 ? await ask(true) : first
    if (!answer.ok) throw new ClientError('sound_not_found', answer.status)
    return answer.arrayBuffer()
  }

  function decode(id: Sound['id']): Promise<Played> {
    const begun = contentOf(id).then(window.sounds.read)
    decoded.set(id, begun)
    begun.catch(() => decoded.delete(id)) // asked for again, it is fetched again
    return begun
  }

  return {
    contentOf,
    /** Rejects where it is not there any more, or this browser cannot play it. */
    async playedOf(choice: Choice): Promise<Played> {
      const ours = OUR_SOUNDS.find((one) => one === choice)
      if (ours) return ours
      const id = choice as Sound['id'] // what is none of ours
      return decoded.get(id) ?? decode(id)
    },
  }
}
export type OwnSounds = ReturnType<typeof openOwnSounds>

/** As the file is called, without its ending. */
function nameOf({ name }: File): string {
  return (
    name
      .replace(/\.[^.]*$/, '')
      .trim()
      .slice(0, NAME_LENGTH) ||
    name.slice(0, NAME_LENGTH) ||
    '?'
  )
}
