import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import type { Sites } from '../sites/index.ts'
import { createAttachmentActions } from './actions.ts'
import { createAllowance } from './allowance.ts'
import type { AttachmentDeps } from './deps.ts'
import { createImages } from './images.ts'
import { createLinks } from './links.ts'
import { addAttachmentRoutes } from './routes.ts'
import { createAttachmentStore } from './store.ts'
import { createUpload } from './upload.ts'

export { gatesOf } from './gates.ts'
export type { FileKeeping } from './keeping.ts'
export { type AttachmentRecord, toWire as fileToWire } from './model.ts'
export { attachmentIndexes } from './store.ts'

type Deps = Omit<AttachmentDeps, 'store'> & {
  db: Database
  sites: Pick<Sites, 'find' | 'optionsOf'>
  linkKey: Buffer
  fileUrl(path: string): string
}

/** Files that messages carry. */
export function createAttachments(deps: Deps) {
  const store = createAttachmentStore(deps.db)
  const actions = createAttachmentActions({ ...deps, store })
  const withAllowance = createAllowance({ ...deps, store })
  const upload = createUpload({ ...deps, store, images: createImages() })
  const links = createLinks({ key: deps.linkKey, clock: deps.clock, urlFor: deps.fileUrl })
  return {
    /** For seeds and bots: the same way in as the route. */
    upload,
    binder: { bind: actions.bind },
    removeOrphans: actions.removeOrphans,
    holdFor: actions.holdFor,
    keeping: actions.keeping,
    /** Removes every file of a conversation. */
    removeAll: actions.removeAll,
    /** Some of the files of a conversation, those after `after`. */
    listAll: store.listAll,
    countAll: store.countAll,
    newestOf: store.newestOf,
    read: ({ blobKey }: { blobKey: string }) => deps.blobs.read(blobKey),
    addRoutes: (scopes: Scopes) =>
      addAttachmentRoutes(scopes, { actions, withAllowance, upload, links, blobs: deps.blobs }),
  }
}
export type Attachments = ReturnType<typeof createAttachments>
