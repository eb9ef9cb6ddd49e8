import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { withoutParley } from './server.ts'

const cli = path.resolve(import.meta.dirname, '../../../server/src/cli/main.ts')

export type Ran = { code: number | null; out: string; err: string }

/** Runs `parley …` as an operator does, as a process of its own, and waits for its end. */
export async function parley(words: readonly string[], env: Record<string, string>): Promise<Ran> {
  const child = spawn(process.execPath, [cli, ...words], {
    env: { ...withoutParley(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, out, err }
}
