import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { TagId } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Tag } from './status.ts'
import { Timestamp } from './time.ts'

/** One of the eight pairs of ground and text that both themes have; the number is for ever, the shade is the theme's. */
const Colour = z.int().min(0).max(7)

const written = {
  name: Tag,
  colour: Colour,
  /** When it is to be used; for agents. */
  description: z.string().trim().max(200),
}

/**
 * A tag of the workspace. Logs and rows hold words, as they were written: a word belongs to the tag whose name it is or
 * was, and is shown with that tag's name and colour. So a tag can be renamed and merged, and no log is rewritten.
 */
export const WorkspaceTag = z.strictObject({
  id: TagId,
  ...written,
  /** Names that it had, and those of tags that were merged into it. */
  formerNames: z.array(z.string()),
  /** Offered no more; where it stands it stays. */
  archived: z.boolean(),
  updatedAt: Timestamp,
})
export type WorkspaceTag = z.infer<typeof WorkspaceTag>

const params = z.strictObject({ id: TagId })

export const tagEndpoints = {
  listTags: endpoint(ROUTES.listTags, {
    summary: 'The tags of the workspace, with what words mean them',
    response: z.strictObject({ tags: z.array(WorkspaceTag) }),
    errors: [],
  }),
  createTag: endpoint(ROUTES.createTag, {
    summary: 'Add a tag; a word that another tag has or had is taken',
    body: z.strictObject(written),
    status: 201,
    response: WorkspaceTag,
    errors: ['tag_taken', 'list_full'],
  }),
  updateTag: endpoint(ROUTES.updateTag, {
    summary:
      'Rename a tag, change its colour or description, or put it away; with `known`, only while it is as it was read',
    params,
    body: z.strictObject({
      ...z.strictObject(written).partial().shape,
      archived: z.boolean().optional(),
      known: Timestamp.optional(),
    }),
    response: WorkspaceTag,
    errors: ['tag_not_found', 'tag_taken', 'changed_since'],
  }),
  mergeTag: endpoint(ROUTES.mergeTag, {
    summary: 'Make a tag part of another: its words mean that one from here on',
    params,
    body: z.strictObject({ into: TagId }),
    response: WorkspaceTag,
    errors: ['tag_not_found'],
  }),
}
