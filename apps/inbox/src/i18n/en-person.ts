/** What is known of the person beside the thread. */
export const person = {
  'details.fields': 'This conversation',
  'details.answers': 'Answers',
  'details.agreed': 'Agreed {time}, text {version}',
  'person.verified': 'Verified',
  'person.verified.hint': 'Your site signed who this is.',
  'person.about': 'Known of this person',
  'person.said': 'Told by the page, not verified',
  'person.externalId': 'Your id',
  'person.phone': 'Phone',
  'person.company': 'Company',
  'person.yes': 'Yes',
  'person.no': 'No',
  'person.events': 'Happened lately',
  'event.contact': '{who} proved who this is',
} as const
