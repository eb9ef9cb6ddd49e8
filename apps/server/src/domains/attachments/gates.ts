import type { Conversations } from '../conversations/index.ts'
import type { AttachmentDeps, KeptGate } from './deps.ts'

type Later = {
  conversations: Pick<Conversations, 'feed' | 'isLogged' | 'mergedInto'>
  cannedResponses: { isKept: KeptGate }
}

/** What attachments ask of conversations, and of canned responses: what was merged away is read on, and files for it go with it. */
export function gatesOf(later: () => Later): Pick<AttachmentDeps, 'gate' | 'isLogged' | 'mergedInto' | 'isKept'> {
  return {
    gate: async (by, id) => (await later().conversations.feed.open(by, id)).is !== 'gone',
    isLogged: (place, cmid) => later().conversations.isLogged(place, cmid),
    mergedInto: (place) => later().conversations.mergedInto(place),
    isKept: (...what) => later().cannedResponses.isKept(...what),
  }
}
