import { eventually } from '../../src/harness/eventually.ts'
import type { Chat, Person } from './person.ts'

/** Milliseconds since his line was up again until he could read the newest, and until he had everything. */
export type Return = { usableMs: number; completeMs: number }

const WITHIN_MS = 120_000

/** Ends an absence as a person does who picks up his phone, and waits until `chat` shows what `present` does. */
export async function comeBack(person: Person, chat: Chat, present: Chat): Promise<Return> {
  const { client } = person
  person.isAway(false)
  client.probe()
  await eventually(`${person.name} to have a line`, () => client.connection.value.phase === 'online', {
    withinMs: WITHIN_MS,
  })
  const onlineAt = performance.now()
  const newest = () => present.messages().findLast(({ n }) => n !== null)?.key
  const isUsable = () =>
    chat.handle.state.peek() === 'ready' && person.isSettled() && newestOf(chat) === newest() && newest() !== undefined
  await eventually(`${person.name} to read the newest`, isUsable, { withinMs: WITHIN_MS })
  const usableMs = performance.now() - onlineAt
  while (chat.handle.hasEarlier.value) await chat.handle.loadEarlier()
  return { usableMs, completeMs: performance.now() - onlineAt }
}

const newestOf = (chat: Chat) => chat.messages().findLast(({ n }) => n !== null)?.key
