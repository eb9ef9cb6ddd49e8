// One entry for every `npm run` task: it prepares Node, pnpm and the dependencies, says so, and hands over.
// Plain JavaScript for Node >= 18.18, no dependencies.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import { childEnv, die, ensureNode, ensurePnpm, root, SERVER_ENV, SERVER_FLAGS } from './tools.mjs'

const [task = 'start', ...rest] = process.argv.slice(2)
const node = ensureNode()
const bin = (name, file) => path.join(root, 'node_modules', name, file)
const script = (name) => path.join(root, 'scripts', name)
const serverMain = path.join(root, 'apps/server/src/main.ts')

function say(text) {
  console.error(`[${task}] ${text}`)
}

/** Runs one step to its end; its failure is the end of the whole. */
function step(args, extra) {
  const run = spawnSync(node, args, { cwd: root, stdio: 'inherit', env: childEnv(node, extra) })
  if (run.error) die(`${args[0]}: ${run.error.message}`)
  if (run.status !== 0) process.exit(run.status ?? 1)
}

function install() {
  say('dependencies (pnpm install --frozen-lockfile)')
  step([ensurePnpm(), 'install', '--frozen-lockfile', '--reporter=append-only'])
}

function build() {
  say('building widget and inbox')
  step([script('build.ts')])
}

/** The projects that `--project` asks for; empty means all. */
function projectsAskedFor() {
  return rest.flatMap((arg, at) => {
    if (arg === '--project') return [rest[at + 1]]
    return arg.startsWith('--project=') ? [arg.slice('--project='.length)] : []
  })
}

async function test() {
  // Whoever has just let `check` pass has built everything.
  if (process.env.PARLEY_BUILT !== '1') build()
  const projects = projectsAskedFor()
  let extra = {}
  if (projects.length === 0 || projects.includes('e2e')) {
    const { findChromium } = await import('./chromium.mjs')
    const chromium = findChromium()
    if (!chromium.path) die(chromium.message)
    say(`browser: ${chromium.path}`)
    extra = { CHROME_PATH: chromium.path }
  }
  say('running the tests')
  step([bin('vitest', 'vitest.mjs'), 'run', ...rest], extra)
}

/** What a `.env` file at the root says about a variable, `undefined` when nothing. The server reads the file itself. */
function inEnvFile(name) {
  const file = path.join(root, '.env')
  if (!existsSync(file)) return undefined
  return readFileSync(file, 'utf8').match(new RegExp(`^\\s*${name}\\s*=\\s*(.*)$`, 'm'))?.[1]
}

/**
 * A new data folder gets the demo, and keeps it on later starts: the file `demo` in the folder remembers.
 * Whoever sets PARLEY_DEMO, a MongoDB or an owner has a plan of his own.
 */
function demo() {
  const given = (name) => process.env[name] ?? inEnvFile(name)
  if (['PARLEY_DEMO', 'MONGODB_URI', 'PARLEY_OWNER_EMAIL'].some((name) => given(name) !== undefined)) return {}
  const dir = path.resolve(root, given('DATA_DIR') ?? 'data')
  const marker = path.join(dir, 'demo')
  if (!existsSync(dir)) {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    writeFileSync(
      marker,
      'Made by `npm start`: this folder holds the demo. Without this file the demo is not served.\n',
    )
  }
  return existsSync(marker) ? { PARLEY_DEMO: '1' } : {}
}

function start() {
  build()
  say('starting the server')
  const child = spawn(node, [...SERVER_FLAGS, serverMain, ...rest], {
    cwd: root,
    stdio: 'inherit',
    env: childEnv(node, { ...SERVER_ENV, ...demo() }),
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // `kill <npm>` ends npm and its shell but not what the shell started: notice the lost parent and stop. 500 ms.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)))
}

function check() {
  say('format and lint')
  step([bin('@biomejs/biome', 'bin/biome'), 'check', '.'])
  say('types')
  step([bin('typescript', 'bin/tsc'), '-b'])
  say('import rules')
  step([script('check-imports.ts')])
  say('unused code')
  step([bin('knip', 'bin/knip.js')])
  build()
  say('sizes')
  step([script('check-size.ts')])
  say('documents')
  step([script('check-docs.ts')])
  say('all checks passed')
}

function buildSdk() {
  say('building packages/sdk for npm')
  step([script('build-sdk.ts')])
}

/** Pictures of the running product for the guides. */
async function pictures() {
  build()
  const { findChromium } = await import('./chromium.mjs')
  const chromium = findChromium()
  if (!chromium.path) die(chromium.message)
  step([path.join(root, 'apps/e2e/src/pictures/main.ts')], { CHROME_PATH: chromium.path })
}

/** Every task; those that need the dependencies get them first. */
const tasks = {
  start,
  test,
  build,
  'build:sdk': buildSdk,
  check,
  bench: () => step([script('bench/main.ts'), ...rest]),
  chaos: () => step([path.join(root, 'apps/e2e/chaos/main.ts'), ...rest]),
  pictures,
  mutants: () => step([script('mutants.ts'), ...rest]),
}
/** These bring their own: pnpm installs them, `npx parley` (apps/server/bin/parley.mjs) stands in node_modules already. */
const bareTasks = {
  pnpm: () => step([ensurePnpm(), ...rest]),
  parley: () => step([path.join(root, 'apps/server/src/cli/main.ts'), ...rest]),
}

const known = [...Object.keys(tasks), ...Object.keys(bareTasks)]
if (!known.includes(task)) die(`unknown task: ${task}; there are ${known.join(', ')}`)
if (Object.hasOwn(tasks, task)) {
  install()
  await tasks[task]()
} else bareTasks[task]()
