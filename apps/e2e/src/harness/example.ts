import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { root } from '../../../../scripts/tools.mjs'
import { withoutParley } from './server.ts'

const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Runs a file of an example as its README does; ended with the tests at the latest. */
export function runExample(file: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [path.join(root, 'examples', file), ...args], {
    env: { ...withoutParley(process.env), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  return child
}

/** Runs an example's server on a free port; resolves to the address that it prints. */
export async function startExample(file: string, server: string, env: Record<string, string> = {}) {
  const child = runExample(file, ['0', server], env)
  const gone = once(child, 'exit').then(() => {
    children.delete(child)
    throw new Error(`${file} ended`)
  })
  gone.catch(() => undefined) // told below when it is too early
  const [line] = (await Promise.race([once(child.stdout, 'data'), gone])) as [Buffer]
  return { url: String(line).trim(), stop: () => child.kill() }
}
