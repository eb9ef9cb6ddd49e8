/** A visitor with a conversation of his own: he was here before, and comes back with what he knows of it. */
export type Visitor = { token: string; conversationId: string; n: number; id: string }
/** Who sees everything, and has some conversations open. `list` names what is followed, where the server wants a name. */
export type Watcher = { access: string; list: string; open: readonly Visitor[] }
export type Person = { is: 'visitor'; visitor: Visitor } | { is: 'watcher'; watcher: Watcher }

/** What a frame of the server means to the load. */
export type Heard =
  /** One of the {@link Dialect.steps} until the person is there. */
  | { is: 'step'; say?: string[] }
  | { is: 'ack'; message: number }
  | { is: 'refused'; message: number; why: string }
  /**
   * A message came to somebody who watches: as the row of a list, which shows the newest of a conversation and stands for
   * those before it; as itself where it stands for the row; or in a conversation that he has open.
   */
  | { is: 'told'; message: number; as: 'row' | 'message' | 'event' }
  | { is: 'answer'; say: string }
  | { is: 'trouble'; why: string }

/** How a kind of server is spoken to. Messages are numbered by the load, and carry {@link tagOf} their number. */
export type Dialect = {
  path: string
  /** What is said when the socket is open. */
  first(person: Person): string | null
  /** How many `step`s it takes until the person is authenticated and joined. */
  steps(person: Person): number
  send(visitor: Visitor, message: number, text: string): string
  hear(text: string, person: Person): Heard | null
}

const MARK = '~'

/** Begins the text of a message; servers hand it on unread. */
export const tagOf = (message: number): string => `${MARK}${message}${MARK}`

/** The message that a frame carries; -1 when it carries none of ours. */
export function messageIn(frame: string): number {
  const start = frame.indexOf(MARK)
  if (start < 0) return -1
  return Number(frame.slice(start + 1, frame.indexOf(MARK, start + 1)))
}
