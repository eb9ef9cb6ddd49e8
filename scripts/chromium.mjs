// Finds a Chromium for the browser tests; on Debian or Ubuntu, as root, it installs the distribution's own.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chromium-headless-shell',
  'microsoft-edge',
]

function isRunnable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    // not there, or not ours to run: the same to the caller
    return false
  }
}

function onPath(wanted) {
  const dirs = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)
  return dirs.flatMap((dir) => wanted.map((name) => path.join(dir, name))).find(isRunnable)
}

/** Where the systems without a package manager put it. */
function inFixedPlaces() {
  const windows = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean)
  const places = {
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    win32: windows.flatMap((dir) => [
      path.join(dir, 'Google/Chrome/Application/chrome.exe'),
      path.join(dir, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
  }
  return (places[process.platform] ?? []).find(isRunnable)
}

const inBrowserFolder = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-win/chrome.exe',
  'chrome-win64/chrome.exe',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
]

/** What `npx playwright install chromium` left, newest first. */
function inPlaywrightCache() {
  const caches = {
    darwin: path.join(homedir(), 'Library/Caches/ms-playwright'),
    win32: path.join(process.env.LOCALAPPDATA ?? '', 'ms-playwright'),
  }
  const base =
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? caches[process.platform] ?? path.join(homedir(), '.cache/ms-playwright')
  if (!existsSync(base)) return undefined
  const folders = readdirSync(base).filter((name) => /^chromium-\d+$/.test(name))
  const newest = folders.sort().reverse()
  return newest.flatMap((name) => inBrowserFolder.map((tail) => path.join(base, name, tail))).find(isRunnable)
}

function locate() {
  const given = process.env.CHROME_PATH
  if (given) return isRunnable(given) ? given : undefined
  return onPath(names) ?? inFixedPlaces() ?? inPlaywrightCache()
}

function aptInstall(apt) {
  console.error('[test] no Chromium found; root on an apt system: installing the package "chromium" (about 200 MB)')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...args) => spawnSync(apt, args, { stdio: ['ignore', 2, 2], env }).status === 0
  const install = () => run('install', '-y', '--no-install-recommends', '-qq', 'chromium')
  return install() || (run('update', '-qq') && install())
}

const help = [
  'The browser tests need Chromium or Chrome, and none was found.',
  '  Debian/Ubuntu:  sudo apt-get install -y chromium      (as root `npm test` does this itself)',
  '  macOS:          brew install --cask chromium          Windows: winget install Google.Chrome',
  '  any system:     npx playwright install chromium',
  'or point CHROME_PATH at one. To run only the tests that need no browser: npm test -- --project node --project dom',
].join('\n')

/** `{ path }` of a browser that runs, or `{ message }` that tells what to do. */
export function findChromium() {
  const found = locate()
  if (found) return { path: found }
  if (process.env.CHROME_PATH) return { message: `CHROME_PATH=${process.env.CHROME_PATH} is not an executable file.` }
  const apt = process.platform === 'linux' && process.getuid?.() === 0 && onPath(['apt-get'])
  const installed = apt && aptInstall(apt) ? locate() : undefined
  return installed ? { path: installed } : { message: help }
}
