import type { Texts } from './texts.ts'

/** Where administrators write the tags. */
export const tagsPage = {
  'settings.tags': 'Tags',
  'tags.lead': 'Names and colours of what agents mark conversations with. A new name shows everywhere at once.',
  'tags.new': 'New tag',
  'tags.none': 'No tags yet. Agents may write any word; with a tag of its own it gets a colour.',
  'tags.edit': 'Change {tag}',
  'tags.change': 'Change the tag',
  'tags.archived': 'put away',
  'tags.former': 'was: {names}',
  'tags.name': 'Name',
  'tags.unnamed': 'Give it a name.',
  'tags.description': 'When to use it',
  'tags.colour': 'Colour',
  'tags.colour.one': 'Colour {number}',
  'tags.archive': 'Put away: offered no more, kept where it stands',
  'tags.merge': 'Make it part of another',
  'tags.merge.hint': 'Its name means the other tag from then on, and this one is gone.',
  'tags.merge.none': 'No',
  'tags.merge.verb': 'Merge',
  'tags.taken': 'Another tag has or had this name. Choose another, or merge the two.',
  'tags.changed': 'Somebody changed it meanwhile. Close this and look at it again.',
} as const

export type TagsPageTexts = Texts<typeof tagsPage>
