import { buildApp } from '../app.ts'
import { type Config, ConfigError, describeConfig, environment, readConfig } from '../config.ts'
import { createDeps } from '../deps.ts'
import { AppError } from '../errors/app-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import { createLogger } from '../http/log.ts'
import { restore, withWholePath } from './backups.ts'
import { run } from './commands.ts'
import { askServer } from './door.ts'
import { HELP, isCommand, type Words } from './operations.ts'

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

/** How far a long command is; on standard error, so that what it prints can be kept. */
const tell = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

async function main(given: Words): Promise<void> {
  if (given.length === 0 || given[0] === 'help' || given.includes('--help')) return say(HELP)
  const words = withWholePath(given)
  const config = readConfig(environment())
  if (words[0] === 'config') return say(JSON.stringify(describeConfig(config), null, 2))
  for (const line of await linesOf(config, words)) say(line)
}

async function linesOf(config: Config, words: Words): Promise<string[]> {
  if (words[0] === 'restore') return restore(config, words, tell)
  if (!isCommand(words)) throw new UsageError(HELP)
  return (await askServer(config.dataDir, words, tell)) ?? (await runHere(config, words))
}

/** No server runs on the folder: the command opens the store itself. */
async function runHere(config: Config, words: Words): Promise<string[]> {
  const deps = await createDeps(config, createLogger('error'))
  const server = await buildApp(deps)
  try {
    return await run({ deps, server, isServing: false }, words, tell)
  } finally {
    await server.app.close()
    await deps.store.close()
  }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  const isExpected = error instanceof UsageError || error instanceof ConfigError || error instanceof AppError
  const text = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${isExpected ? text : `parley failed: ${text}`}\n`)
  process.exitCode = 1
}
