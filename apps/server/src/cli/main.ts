import { buildApp } from '../app.ts'
import { type Config, ConfigError, describeConfig, environment, readConfig } from '../config.ts'
import { createDeps } from '../deps.ts'
import { AppError } from '../errors/app-error.ts'
import { createLogger } from '../http/log.ts'
import { run } from './commands.ts'
import { askServer } from './door.ts'
import { HELP, isCommand, UsageError, type Words } from './operations.ts'

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

async function main(words: Words): Promise<void> {
  if (words.length === 0 || words[0] === 'help' || words.includes('--help')) return say(HELP)
  const config = readConfig(environment())
  if (words[0] === 'config') return say(JSON.stringify(describeConfig(config), null, 2))
  if (!isCommand(words)) throw new UsageError(HELP)
  const lines = (await askServer(config.dataDir, words)) ?? (await runHere(config, words))
  for (const line of lines) say(line)
}

/** No server runs on the folder: the command opens the store itself. */
async function runHere(config: Config, words: Words): Promise<string[]> {
  const deps = await createDeps(config, createLogger('error'))
  const server = await buildApp(deps)
  try {
    return await run({ deps, server, isServing: false }, words)
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
