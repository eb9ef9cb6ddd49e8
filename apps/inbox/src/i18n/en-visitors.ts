import type { Texts } from './texts.ts'

/** The visitors who are there now. */
export const visitors = {
  'visitors.lead':
    'Who is connected to the chat now. Visitors who have not opened it are not listed, nor are those who have not written yet, unless their site says so.',
  'visitors.list': 'Visitors',
  'visitors.loading': 'Loading visitors',
  'visitors.failed': 'The list did not load.',
  'visitors.stale': 'The list is a while old. It is asked for again.',
  'visitors.none': 'Nobody is connected right now',
  'visitors.none.what':
    'Visitors appear here by themselves while they have the chat open, or come back to a conversation, and leave with their page.',
  'visitors.nothing': 'Nobody here matches.',
  'visitors.search': 'Search visitors',
  'visitors.search.placeholder': 'Name, email or page',
  'visitors.clear': 'Show all',
  'visitors.site': 'Site',
  'visitors.all_sites': 'All sites',
  'visitors.truncated': 'There are more than are shown. Another word, or one site, narrows it down.',
  'visitors.col.who': 'Visitor',
  'visitors.col.page': 'Page',
  'visitors.col.site': 'Site',
  'visitors.col.language': 'Language',
  'visitors.col.since': 'Here since',
  'visitors.col.conversation': 'Conversation',
  'visitors.page.unknown': 'Not known',
  'visitors.page.opens': '{title} (opens in a new tab)',
  'visitors.conversation.none': 'None',
  'visitors.conversation.waiting': 'Waiting',
  'visitors.conversation.mine': 'With you',
  'visitors.conversation.with': 'With {name}',
  'visitors.conversation.open': 'Conversation: {state}',
  'visitors.details': 'About this visitor',
  'visitors.details.gone': 'Not here any more.',
  'visitors.details.since': 'Here since {time}',
  'visitors.action.open': 'Open the conversation',
} as const

export type VisitorTexts = Texts<typeof visitors>
