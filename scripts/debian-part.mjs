// Finds a program or a library that Debian ships, for the tests that need one: installed, or fetched into .tools/debian
// without root, or installed by root. Elsewhere the caller is told that there is none.
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { root } from './tools.mjs'

const store = path.join(root, '.tools/debian')
const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
const works = (command, args, options = {}) =>
  spawnSync(command, args, { stdio: 'ignore', env, ...options }).status === 0
const apt = (...args) => works('apt-get', args, { stdio: ['ignore', 2, 2] })

/**
 * A part by the first place under a root that matches one of `files` (globs without a leading slash). `libraries` are
 * the folders to put into LD_LIBRARY_PATH where it was only unpacked: its libraries lie beside it, not in the system.
 */
function findUnder(base, files) {
  const [found] = files.flatMap((file) => globSync(file, { cwd: base }).sort())
  if (!found) return null
  const libraries = base === '/' ? [] : globSync('{usr/,}lib/*-linux-gnu', { cwd: base })
  return { path: path.join(base, found), libraries: libraries.map((folder) => path.join(base, folder)) }
}

/** Packages unpacked side by side, none of them installed: no root, no scripts, nothing outside of .tools. */
function unpack(packages, target) {
  mkdirSync(store, { recursive: true })
  const work = mkdtempSync(path.join(store, '.unpack-'))
  try {
    const fetch = () => works('apt-get', ['download', '-qq', ...packages], { cwd: work })
    const isRoot = process.getuid?.() === 0
    if (!fetch() && !(isRoot && apt('update', '-qq') && fetch())) return
    const archives = readdirSync(work).filter((name) => name.endsWith('.deb'))
    const whole = archives.every((name) => works('dpkg-deb', ['-x', path.join(work, name), path.join(work, 'root')]))
    rmSync(target, { recursive: true, force: true })
    if (whole && archives.length > 0) renameSync(path.join(work, 'root'), target) // in its place only when whole
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function aptInstall(packages) {
  if (process.getuid?.() !== 0 || !works('apt-get', ['--version'])) return
  const install = () => apt('install', '-y', '--no-install-recommends', '-qq', ...packages)
  if (!install() && apt('update', '-qq')) install()
}

/**
 * @param {object} wanted
 * @param {string[]} wanted.packages The package, and those of what it needs that a small system may lack.
 * @param {string[]} wanted.files Globs below the root, the best first: `usr/sbin/nginx`.
 * @param {string} wanted.what What is left out without it, for the person who reads the line.
 * @param {(part: { path: string, libraries: string[] }) => boolean} [wanted.runs] Whether it works here; an unpacked
 *   program may lack a library.
 * @returns {{ path: string, libraries: string[] } | null} Null (loudly, and in CI an error) when there is none to be had.
 */
export function findDebianPart({ packages, files, what, runs = () => true }) {
  const target = path.join(store, packages.join('+'))
  const there = (base) => {
    const part = findUnder(base, files)
    return part && runs(part) ? part : null
  }
  const found = there('/') ?? there(target)
  if (found || process.platform !== 'linux') return found ?? leftOut(packages, what)
  console.error(`[setup] fetching ${packages.join(' ')} for ${what}`)
  unpack(packages, target)
  const unpacked = there(target)
  if (unpacked) return unpacked
  aptInstall(packages)
  return there('/') ?? leftOut(packages, what)
}

/** `{ LD_LIBRARY_PATH }` for a program that was unpacked beside its libraries; nothing for an installed one. */
export function libraryPath({ libraries }) {
  return libraries.length > 0 ? { LD_LIBRARY_PATH: libraries.join(path.delimiter) } : {}
}

function leftOut(packages, what) {
  const line = `${what}: LEFT OUT, for want of the Debian package ${packages[0]} (apt-get install ${packages.join(' ')})`
  if (process.env.CI) throw new Error(`In CI nothing may be left out. ${line}`)
  console.error(`\n*** ${line}\n`)
  return null
}
