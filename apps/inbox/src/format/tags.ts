import type { WorkspaceTag } from '@parley/protocol'

/** As the tag is called now; the word itself where nobody defined one. */
export const nameOfTag = (tag: WorkspaceTag | null, word: string): string => tag?.name ?? word

/** The classes of its colour: pairs of ground and text that avatars have too, in both themes (look.md 2). */
export const tintOfTag = (tag: Pick<WorkspaceTag, 'colour'> | null): string => (tag ? `tinted a${tag.colour}` : '')
