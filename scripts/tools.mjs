// Brings what the other scripts need and the machine may lack: Node 24 and pnpm, both from the npm registry into .tools/.
// Plain JavaScript for Node >= 18.18, no dependencies.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Installed when the running Node is older than `MIN_NODE`. */
const NODE = '24.21.0'
/** Type stripping is stable from here on: the server, the scripts and the tests run from `.ts` source. */
const MIN_NODE = [24, 12]
const PNPM = '12.21.0'

/** The repository's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const tools = path.join(root, '.tools')
const isWindows = process.platform === 'win32'

/** Ends the run with a message for a person. */
export function die(message) {
  console.error(`\n${message}\n`)
  process.exit(1)
}

/** The npm that started us, else the one beside this Node, else the one on PATH. Never a `.cmd` without a shell. */
function npm(args) {
  const beside = path.dirname(process.execPath)
  const started = process.env.npm_execpath ?? ''
  const cli = [
    started.endsWith('npm-cli.js') ? started : '',
    path.join(beside, 'node_modules/npm/bin/npm-cli.js'),
    path.join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
  ].find((file) => file && existsSync(file))
  const stdio = ['ignore', 2, 'inherit']
  const run = cli
    ? spawnSync(process.execPath, [cli, ...args], { cwd: tools, stdio })
    : spawnSync('npm', args, { cwd: tools, stdio, shell: isWindows })
  return run.status === 0
}

const quiet = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']

/** Installs one exact package under .tools/<key>; renamed into place whole, so an interrupted run leaves nothing half. */
function tool(key, spec, file) {
  const dir = path.join(tools, key)
  const out = path.join(dir, 'node_modules', file)
  if (existsSync(out)) return out
  console.error(`[setup] installing ${spec} into .tools/${key}`)
  const temporary = `${dir}.tmp-${process.pid}`
  mkdirSync(temporary, { recursive: true })
  writeFileSync(path.join(temporary, 'package.json'), '{"private":true}\n')
  const installed = npm(['install', '--prefix', temporary, ...quiet, spec])
  if (!installed || !existsSync(path.join(temporary, 'node_modules', file))) {
    rmSync(temporary, { recursive: true, force: true })
    return undefined
  }
  rmSync(dir, { recursive: true, force: true })
  renameSync(temporary, dir)
  return out
}

/** The path of a Node that runs our sources: the running one when new enough, else a private one. */
export function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return process.execPath
  const os = isWindows ? 'win' : process.platform
  const name = `${os === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${os}-${process.arch}`
  const file = tool(`node-${NODE}`, `${name}@${NODE}`, path.join(name, 'bin', isWindows ? 'node.exe' : 'node'))
  if (file) return file
  return die(
    `This project needs Node.js ${MIN_NODE.join('.')} or newer; this is ${process.version}, and no ready-made Node for ` +
      `${os}-${process.arch} could be installed from npm.\nInstall Node 24 (https://nodejs.org, or \`fnm install 24\`, ` +
      '`nvm install 24`, `brew install node@24`) and run the command again.',
  )
}

/** The path of pnpm's entry file; start it with `ensureNode()`. */
export function ensurePnpm() {
  const file = tool(`pnpm-${PNPM}`, `pnpm@${PNPM}`, 'pnpm/bin/pnpm.mjs')
  return file ?? die('pnpm could not be installed from npm: check the network and `npm config get registry`.')
}

/**
 * Where Node keeps what it made of our sources, types stripped and compiled: loading the server's modules was half of a
 * start (1,450 → 820 ms to ready, an empty store).
 */
export const COMPILED = { NODE_COMPILE_CACHE: path.join(tools, 'compile-cache') }

/** Children inherit a PATH whose first `node` is the right one; npm's own npm_config_* stays out of pnpm's way. */
export function childEnv(node, extra = {}) {
  const env = { ...COMPILED, ...process.env, ...extra }
  for (const name of Object.keys(env))
    if (/^npm_(config|package|lifecycle|command|execpath|node_execpath)/i.test(name)) delete env[name]
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  env[key] = [path.dirname(node), path.join(root, 'node_modules/.bin'), env[key]].join(path.delimiter)
  return env
}

/**
 * How the server's Node is started. The young generation of V8 may grow to three times so many MB in each thread, 16 by
 * default: with thousands of sockets that was more than half of what one costs (3,000 sockets: 28 → 11 kB each).
 */
export const SERVER_FLAGS = ['--max-semi-space-size=8']

/**
 * How glibc keeps memory for the server (elsewhere this says nothing). A password's hash takes 19 MB for a moment; having
 * freed one, glibc by itself would leave twice as much in each of Node's worker threads for ever (130 MB after ten people
 * had signed in). From 4 MB on memory goes back at once, and 8 MB may wait at the end of a heap.
 */
export const SERVER_ENV = { MALLOC_MMAP_THRESHOLD_: `${4 << 20}`, MALLOC_TRIM_THRESHOLD_: `${8 << 20}` }
