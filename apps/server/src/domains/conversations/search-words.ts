import { setTimeout as pause } from 'node:timers/promises'
import { eventIdOf, type MessageBody } from '@parley/protocol'
import { targetOf } from '@parley/protocol/reduce'
import { isBug } from '../../errors/is-bug.ts'
import type { Logger } from '../../lib/logger.ts'
import type { Log } from './log.ts'
import { type EventRecord, type Ref, stateOf } from './model.ts'
import { tokensOf } from './tokens.ts'

/** Events of one log, in order, whose words are to be found. */
export type Words = { ref: Ref; events: EventRecord[] }

/**
 * Messages whose words are written at once. Entries of one word lie on one page, so many together write fewer pages: 50
 * instead of 10 spared the server 7 % of its CPU, and 25 no less (measured); acknowledgements wait behind them, longer
 * behind 50.
 */
const AT_ONCE = 25
/** The longest pause between two writes, in milliseconds. */
const LONGEST_PAUSE_MS = 20

/** Writes what messages and conversations are found by. */
export function createWordWriter({ log, logger }: { log: Log; logger: Logger }) {
  async function messagesOf({ ref, events }: Words) {
    const said = events.filter(({ kind }) => kind === 'msg.new' || kind === 'note.new')
    const again = await changedBy({ ref, events })
    const messages = new Map([...said, ...again].map((message) => [message._id, message]))
    return [...messages.values()].map((message) => ({
      ref,
      _id: message._id,
      tokens: orNone(logger, message, wordsOf) ?? [],
    }))
  }

  /** Messages that these events edited, deleted … What was made of them is in their state once the log is folded. */
  async function changedBy({ ref, events }: Words): Promise<EventRecord[]> {
    const changed = events.flatMap((event) => orNone(logger, event, targetOf) ?? []).map(eventIdOf)
    if (changed.length === 0) return []
    await log.catchUp(ref)
    return log.events.listByIds(ref, changed)
  }

  /** The store has as long for others as this took: nobody waits for search, but people wait for their messages. */
  async function writeGently(messages: Parameters<Log['events']['writeTokens']>[0]): Promise<void> {
    const began = performance.now()
    await log.events.writeTokens(messages)
    await pause(Math.min(performance.now() - began, LONGEST_PAUSE_MS))
  }

  async function writeNames(ref: Ref): Promise<void> {
    const state = await log.state(ref)
    if (!state) return
    const name = state.fields['name'] ?? state.participants.find(({ id }) => id === state.visitorId)?.name ?? ''
    const email = state.fields['email'] ?? ''
    const tokens = tokensOf(`${name} ${email}`)
    if (tokens.join(' ') !== (state.tokens ?? []).join(' ')) await log.conversations.writeTokens(ref, tokens)
  }

  return {
    async write(logs: readonly Words[]): Promise<void> {
      const messages = (await Promise.all(logs.map(messagesOf))).flat()
      for (let i = 0; i < messages.length; i += AT_ONCE) await writeGently(messages.slice(i, i + AT_ONCE))
      // The first event may bring a participant's name, later ones tell it in a field.
      for (const { ref, events } of logs)
        if (events.some(({ kind, ord, fx }) => kind === 'conv.field' || ord === 1 || fx?.fields || fx?.cleared))
          await writeNames(ref)
    },
  }
}

/** What `read` makes of an event; null of one that it cannot read: it would break each try, and hold up its log (N88). */
function orNone<T>(logger: Logger, event: EventRecord, read: (event: EventRecord) => T): T | null {
  try {
    return read(event)
  } catch (error) {
    if (!isBug(error)) throw error
    const { conversationId, _id: eventId } = event
    logger.error({ err: error, conversationId, eventId }, 'event left out of search')
    return null
  }
}

/** What is no text is found by its fallback; of a newer instance it may have neither text nor files (SYNC-17). */
function wordsOf(message: EventRecord): string[] {
  const body: Partial<MessageBody> | null = stateOf(message).body
  const names = (body?.attachments ?? []).map(({ name }) => name)
  return tokensOf([body?.type === 'text' ? body.text : body?.fallback, ...names].join(' '))
}
