/** What colleagues do among themselves. */
export const together = {
  'view.mentions': 'Mentions',
  'empty.mentions': 'Nobody has mentioned you. Colleagues do so with @ in a note.',
  'command.go-mentions': 'Go to Mentions',
  'mention.whom': 'Whom to mention',
  'mention.everyone': 'Everyone here',
  'mention.department': 'Department',
  'mention.unreached': 'May not read this conversation',
  'mention.unreached.say': {
    one: '{names} may not read this conversation and is not told.',
    other: '{names} may not read this conversation and are not told.',
  },
  'row.mentioned': 'mentions you',
  'viewers.here': 'Also here: {names}',
  'held.label': 'A colleague was faster',
  'held.answered': '{name} answered while you wrote. Your reply is not sent yet.',
  'held.writes': '{name} is writing an answer. Your reply is not sent yet.',
  'held.read': 'Read it',
  'held.keep': 'Keep as draft',
  'held.wait': 'Wait',
  'held.send': 'Send anyway',
} as const
