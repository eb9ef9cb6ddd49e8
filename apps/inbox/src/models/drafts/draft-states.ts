import type { Environment } from '@parley/client'
import type { Attachment, ConversationId, KeptDraft } from '@parley/protocol'
import type { Mode } from '../drafts-model.ts'

export type Place = `${ConversationId} ${Mode}`
/** What this browser knows of a draft on the server: as it was when both last agreed, and since when they do not. */
export type State = { rev: number; text: string; files: readonly Attachment[]; changedAt: number | null }

export const placeOf = (id: ConversationId, kind: Mode): Place => `${id} ${kind}`
export const partsOf = (place: Place) => place.split(' ') as [ConversationId, Mode]
export const NEW: State = { rev: 0, text: '', files: [], changedAt: null }

/** Kept beside the drafts: after a reload it is known what the server has not been told. */
export function createStates(env: Pick<Environment, 'storage'>, agentId: string) {
  const key = `parley-inbox:draft-states:${agentId}`
  const states = new Map<Place, State>(read())

  function read(): [Place, State][] {
    try {
      return JSON.parse(env.storage()?.getItem(key) ?? '[]')
    } catch {
      return [] // storage that is blocked or holds nonsense is an empty one
    }
  }
  function write() {
    try {
      if (states.size) env.storage()?.setItem(key, JSON.stringify([...states]))
      else env.storage()?.removeItem(key)
    } catch {
      return // it then lives as long as the page
    }
  }
  return {
    of: (place: Place) => states.get(place) ?? NEW,
    places: () => [...states.keys()],
    set(place: Place, state: State) {
      const isNothing = state.text === '' && state.files.length === 0 && state.changedAt === null
      if (isNothing) states.delete(place)
      else states.set(place, state)
      write()
    },
    forget() {
      states.clear()
      write()
    },
  }
}

export const agreedOn = ({ rev, text, files }: Pick<KeptDraft, 'rev' | 'text' | 'files'>): State => ({
  ...{ rev, text, files, changedAt: null },
})
