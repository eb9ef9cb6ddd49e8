import type { Conversations } from '../conversations/index.ts'
import type { AttachmentDeps } from './actions.ts'

/** What attachments ask of conversations: what was merged away is read on, and files for it go with it. */
export function gatesOf(
  later: () => Pick<Conversations, 'feed' | 'isLogged' | 'mergedInto'>,
): Pick<AttachmentDeps, 'gate' | 'isLogged' | 'mergedInto'> {
  return {
    gate: async (by, id) => (await later().feed.open(by, id)).is !== 'gone',
    isLogged: (place, cmid) => later().isLogged(place, cmid),
    mergedInto: (place) => later().mergedInto(place),
  }
}
