import { LIMITS } from '@parley/protocol'
import { type App, buildApp } from './app.ts'
import { run } from './cli/commands.ts'
import { openDoor } from './cli/door.ts'
import { type Config, ConfigError, environment, readConfig } from './config.ts'
import { createDeps, type Deps } from './deps.ts'
import { prepareFirstStart } from './first-start.ts'
import { createLogger } from './http/log.ts'
import { seedDemo } from './seed/index.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)
const logger = createLogger('info')

async function start(config: Config): Promise<void> {
  const deps = await createDeps(config, logger)
  const server = await buildApp(deps)
  const { lines, isNew } = await prepareFirstStart(server.domains, config)
  if (isNew && config.isDemo) await fillDemo(deps, server)
  logger.level = 'warn' // Fastify tells where it listens; the lines below say it better
  await server.app.listen({ port: config.port, host: config.host })
  logger.level = 'info'
  await server.start()
  const door = await openDoor(config.dataDir, (words, tell) => run({ deps, server, isServing: true }, words, tell))
  greet(config, lines)

  let isStopping = false
  const stop = async (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1) // asked twice: at once
    isStopping = true
    logger.info({ signal }, 'stopping')
    setTimeout(() => fail(new Error('It took too long to stop.')), LIMITS.hardStopMs).unref()
    await server.drain()
    await door?.close()
    await server.app.close()
    await deps.bus.close()
    await deps.store.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop(signal).catch(fail)
    })
  }
}

async function fillDemo(deps: Deps, server: App): Promise<void> {
  say("Writing the demo shop's conversations …")
  const workspaceId = await server.domains.setup.ownedWorkspace()
  if (workspaceId) await seedDemo(deps, server, workspaceId)
}

function greet(config: Config, lines: string[]): void {
  const { urls, inboxPath } = config
  say('')
  say('Parley is running.')
  if (config.isDemo) say(`  demo shop   ${urls.visitor}/demo`)
  say(`  inbox       ${urls.inbox}${inboxPath}`)
  say(`  reference   ${urls.api}/reference`)
  for (const line of lines) say(line)
  for (const name of config.unused) say(`Note: ${name} is set and has no effect in this version.`)
  if (urls.inbox.startsWith('http:')) {
    say('Note: plain http. The session cookie travels unencrypted; use https for anything but this machine.')
  }
  say('')
}

function fail(error: unknown): never {
  if (error instanceof ConfigError) process.stderr.write(`Parley cannot start: ${error.message}\n`)
  else
    process.stderr.write(
      `Parley cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
  process.exit(1)
}

try {
  await start(readConfig(environment()))
} catch (error) {
  fail(error)
}
