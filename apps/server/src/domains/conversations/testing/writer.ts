/**
 * One of several processes that append to the same conversations, for the concurrency test. Its argument is a file with a
 * {@link WriterJob}. Writes its journal line by line before and after each command, so that a SIGKILL leaves the truth.
 */
import { appendFileSync, readFileSync } from 'node:fs'
import { openEmbedded, openMongo } from '@parley/database'
import type { Actor, Cmid, ConversationId } from '@parley/protocol'
import type { AppendInput } from '../append.ts'
import type { Outcome } from '../command.ts'
import { aCmid, aCommand, aLog, aText, eventually, WORKSPACE } from './log.ts'

export type WriterJob = {
  engine: 'embedded' | 'mongodb'
  location: string
  journal: string
  conversations: ConversationId[]
  sender: Actor
  /** Commands per conversation. */
  commands: number
  /** Lines of the journal of the process before, whose unacknowledged commands are sent again. */
  resume: JournalLine[]
  /** Seeds the mix of kinds and of repeated sends. */
  seed: number
}

export type JournalLine =
  | { at: 'sent'; conversationId: ConversationId; cmid: Cmid; counter: number; kind: 'msg.new' | 'note.new' }
  | { at: 'acked'; conversationId: ConversationId; cmid: Cmid; ord: number }

type Sent = Extract<JournalLine, { at: 'sent' }>

/** Park and Miller's generator: the same mix for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

async function work(job: WriterJob): Promise<void> {
  const store = job.engine === 'embedded' ? await openEmbedded({ dir: job.location }) : await openMongo(job.location)
  const log = aLog(store.db)
  const random = randomOf(job.seed)
  const write = (line: JournalLine) => appendFileSync(job.journal, `${JSON.stringify(line)}\n`)

  /** A store too slow for the deadline is no loss: the same command is sent again, as every client does (SYNC-25). */
  async function untilAnswered(input: AppendInput): Promise<Outcome> {
    for (;;) {
      const outcome = await log.append(input)
      if (outcome.ok || outcome.code !== 'store') return outcome
    }
  }

  async function send({ conversationId, cmid, counter, kind }: Sent): Promise<void> {
    const text = aText(`${job.sender.id} ${counter}`, kind)
    const input = {
      workspaceId: WORKSPACE,
      conversationId,
      command: aCommand(text, { cmid, actor: job.sender }),
      decide: () => text,
    }
    const sends = [untilAnswered(input)]
    if (random() < 0.05) sends.push(untilAnswered(input))
    for (const outcome of await Promise.all(sends)) {
      if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.detail}`)
      write({ at: 'acked', conversationId, cmid, ord: outcome.event.ord })
    }
  }

  const acked = new Set(job.resume.flatMap((line) => (line.at === 'acked' ? [line.cmid] : [])))
  await Promise.all(
    job.conversations.map(async (conversationId) => {
      const mine = job.resume.filter(
        (line): line is Sent => line.at === 'sent' && line.conversationId === conversationId,
      )
      for (const line of mine.filter(({ cmid }) => !acked.has(cmid))) await send(line)
      for (let counter = mine.length + 1; counter <= job.commands; counter++) {
        const kind = random() < 0.3 ? 'note.new' : 'msg.new'
        const line: Sent = { at: 'sent', conversationId, cmid: aCmid(), counter, kind }
        write(line)
        await send(line)
      }
    }),
  )
  await eventually(() => !log.isBusy(), 30_000)
  await store.close()
}

await work(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as WriterJob)
