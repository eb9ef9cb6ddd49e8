/** Who a message is from, as pages are told it, by the type of its actor. */
export const FROM = {
  visitor: 'visitor',
  contact: 'visitor',
  agent: 'agent',
  bot: 'bot',
  api: 'bot',
  system: 'system',
} as const

/** A file as pages are told of it. */
export const fileOf = ({ id, name, size, type }: { id: string; name: string; size: number; type: string }) => ({
  ...{ id, name, size },
  mime: type,
})
