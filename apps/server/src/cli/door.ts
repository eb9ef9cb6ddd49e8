import { rm } from 'node:fs/promises'
import { createConnection, createServer, type Socket } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import type { Tell } from '../backup/progress.ts'
import { AppError } from '../errors/app-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Words } from './operations.ts'

/** A command has a few words; whoever sends more is not our command line. */
const MOST_BYTES = 64 * 1024
/** What a system takes as the path of a socket, in bytes: 104 on macOS, 108 on Linux. */
const PATH_BYTES = 104

const Question = z.array(z.string()).max(100)
/** Line by line: any number of `progress`, then one of the others. */
const Answer = z.union([
  z.strictObject({ progress: z.string() }),
  z.strictObject({ lines: z.array(z.string()) }),
  z.strictObject({ error: z.string() }),
])
type Answer = z.infer<typeof Answer>
type Run = (words: Words, tell: Tell) => Promise<string[]>

function pathOf(dataDir: string): string {
  return path.join(dataDir, 'parley.sock')
}

/**
 * Opens the door through which commands reach a running server: a socket in its data folder, which the server's user
 * alone can enter. Null when the folder's path is too long for one.
 */
export async function openDoor(dataDir: string, run: Run) {
  const file = pathOf(dataDir)
  if (Buffer.byteLength(file) > PATH_BYTES) return null
  await rm(file, { force: true }) // of a server that was killed: the store's lock has shown that it is gone
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    answer(socket, run).catch(() => socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(file, resolve)
  })
  return {
    async close(): Promise<void> {
      server.close()
      await rm(file, { force: true })
    },
  }
}

async function answer(socket: Socket, run: Run): Promise<void> {
  let size = 0
  socket.on('data', (chunk) => {
    size += chunk.length
    if (size > MOST_BYTES) socket.destroy()
  })
  socket.on('error', () => socket.destroy()) // who asked has left; what he asked for is done all the same
  const words = Question.parse(JSON.parse(await text(socket)))
  const say = (line: Answer): void => void socket.write(`${JSON.stringify(line)}\n`)
  say(await said(words, (asked) => run(asked, (progress) => say({ progress }))))
  socket.end()
}

async function said(words: Words, run: (words: Words) => Promise<string[]>): Promise<Answer> {
  try {
    return { lines: await run(words) }
  } catch (error) {
    if (error instanceof UsageError || error instanceof AppError) return { error: error.message }
    throw error
  }
}

/** Asks the server that runs on this folder; null when none does. Throws {@link UsageError}. */
export async function askServer(dataDir: string, words: Words, tell: Tell = () => undefined): Promise<string[] | null> {
  const socket = await connect(pathOf(dataDir))
  if (!socket) return null
  socket.end(JSON.stringify(words))
  for await (const line of createInterface({ input: socket })) {
    const told = Answer.parse(JSON.parse(line))
    if ('error' in told) throw new UsageError(told.error)
    if ('lines' in told) return told.lines
    tell(told.progress)
  }
  throw new Error('the server ended before it answered; its log says why')
}

function connect(file: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createConnection({ path: file, allowHalfOpen: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => resolve(null)) // nobody listens
  })
}
