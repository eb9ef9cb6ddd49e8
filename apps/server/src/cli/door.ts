import { rm } from 'node:fs/promises'
import { createConnection, createServer, type Socket } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import { AppError } from '../errors/app-error.ts'
import { UsageError, type Words } from './operations.ts'

/** A command has a few words; whoever sends more is not our command line. */
const MOST_BYTES = 64 * 1024
/** What a system takes as the path of a socket, in bytes: 104 on macOS, 108 on Linux. */
const PATH_BYTES = 104

const Question = z.array(z.string()).max(100)
const Answer = z.union([z.strictObject({ lines: z.array(z.string()) }), z.strictObject({ error: z.string() })])

function pathOf(dataDir: string): string {
  return path.join(dataDir, 'parley.sock')
}

/**
 * Opens the door through which commands reach a running server: a socket in its data folder, which the server's user
 * alone can enter. Null when the folder's path is too long for one.
 */
export async function openDoor(dataDir: string, run: (words: Words) => Promise<string[]>) {
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

async function answer(socket: Socket, run: (words: Words) => Promise<string[]>): Promise<void> {
  let size = 0
  socket.on('data', (chunk) => {
    size += chunk.length
    if (size > MOST_BYTES) socket.destroy()
  })
  const words = Question.parse(JSON.parse(await text(socket)))
  socket.end(JSON.stringify(await said(words, run)))
}

async function said(words: Words, run: (words: Words) => Promise<string[]>): Promise<z.infer<typeof Answer>> {
  try {
    return { lines: await run(words) }
  } catch (error) {
    if (error instanceof UsageError || error instanceof AppError) return { error: error.message }
    throw error
  }
}

/** Asks the server that runs on this folder; null when none does. Throws {@link UsageError}. */
export async function askServer(dataDir: string, words: Words): Promise<string[] | null> {
  const socket = await connect(pathOf(dataDir))
  if (!socket) return null
  socket.end(JSON.stringify(words))
  const told = Answer.parse(JSON.parse(await text(socket)))
  if ('error' in told) throw new UsageError(told.error)
  return told.lines
}

function connect(file: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createConnection({ path: file, allowHalfOpen: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => resolve(null)) // nobody listens
  })
}
