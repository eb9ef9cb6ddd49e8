import { CHROME, FIREFOX, pots, SAFARI, type Step, type Story, teas } from './story.ts'

/** Short questions of the weeks before, so that lists are long enough to scroll and to search. */
const OLDER: [string, string, string, string][] = [
  ['Ruth Delaney', 'Can I return an opened tin?', 'You can, within thirty days; we would like to know why.', 'returns'],
  [
    'Marcus Webb',
    'Do you gift-wrap?',
    'We do, in paper that is printed next door. Tick “a gift” in the basket.',
    'gift',
  ],
  [
    'Ines Carvalho',
    'Is the Darjeeling organic?',
    'The garden has been certified since 2009; the number is on the tin.',
    'product',
  ],
  [
    'Pavel Novák',
    'My parcel is stuck in customs.',
    'The form was missing its second page. It is with them now.',
    'delivery',
  ],
  ['Chloe Hart', 'What size is the small pot in millilitres?', '420 ml to the brim, so two good cups.', 'product'],
  ['Samuel Adeyemi', 'Can you change the address on 20377?', 'Done: it leaves for Leeds instead.', 'delivery'],
  [
    'Elif Demir',
    'Does the smoked tea smell through the tin?',
    'A little. Keep it away from the oolong and everybody stays friends.',
    'product',
  ],
  [
    'Jonas Lindqvist',
    'Is there a tea subscription?',
    'Not yet. I have put you on the list for when there is one.',
    'idea',
  ],
  [
    'Hannah Cole',
    'The spout drips!',
    'It should not: that is the one thing we promise. A new one is on its way.',
    'returns',
  ],
  [
    'Mateo Rivera',
    'Do you ship to the Canary Islands?',
    'Yes, in six to nine days, with a customs form that we fill in.',
    'delivery',
  ],
  ['Nora Fitzgerald', 'How hot for the first flush?', '85 degrees and three minutes; less and it is shy.', 'product'],
  ['Kwame Mensah', 'Could we visit the warehouse?', 'On the first Saturday of the month, with tea.', 'visit'],
]

const DAY_MINUTES = 24 * 60

export const OLDER_STORIES: Story[] = OLDER.flatMap(([name, question, answer, tag], i): Story[] => {
  const agent = (['mira', 'tom', 'jun'] as const)[i % 3] ?? 'mira'
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@mail.example`
  const visitor = {
    name,
    email,
    language: 'en-GB',
    userAgent: [CHROME, SAFARI, FIREFOX][i % 3] ?? CHROME,
    pages: [teas],
  }
  const steps: Step[] = [
    { say: 'visitor', text: question },
    { claim: agent, after: 3 + i },
    { say: agent, text: answer, after: 2 },
    { tag: [tag], by: agent, after: 1 },
    { say: 'visitor', text: 'Thank you!', after: 12 },
    { status: 'closed', by: agent, after: 5 },
  ]
  const waiting: Step[] = [...steps.slice(0, 4), { status: i % 4 === 0 ? 'pending' : 'closed', by: agent, after: 3 }]
  return [
    { visitor, ago: (4 + i) * DAY_MINUTES + i * 37, steps },
    { visitor: { ...visitor, pages: [pots] }, ago: (18 + i) * DAY_MINUTES + i * 53, steps: waiting },
  ]
})
