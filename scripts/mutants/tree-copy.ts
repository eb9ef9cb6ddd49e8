import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from '../build/bundle.ts'

/** A copy of the sources to break; the dependencies are shared by link. */
export type TreeCopy = { dir: string; apply: (patch: string, how?: '-R') => string | null; remove: () => void }

function sources(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  return listed.split('\0').filter((file) => file && existsSync(path.join(root, file)))
}

function linkInto(dir: string, name: string): void {
  const target = path.join(root, name)
  if (existsSync(target)) symlinkSync(target, path.join(dir, name))
}

/** pnpm's links are relative, so a copied one finds the copied package. */
function copyLinks(dir: string): void {
  for (const group of ['packages', 'apps', 'examples'])
    for (const name of readdirSync(path.join(root, group)))
      for (const part of ['node_modules', 'dist']) {
        const from = path.join(root, group, name, part)
        if (existsSync(from))
          cpSync(from, path.join(dir, group, name, part), { recursive: true, verbatimSymlinks: true })
      }
}

export function copyTree(): TreeCopy {
  const dir = mkdtempSync(path.join(tmpdir(), 'parley-mutants-'))
  for (const file of sources()) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true })
    cpSync(path.join(root, file), path.join(dir, file))
  }
  copyLinks(dir)
  for (const name of ['node_modules', '.tools']) linkInto(dir, name)
  return {
    dir,
    /** `null` when it went well, else git's words. */
    apply(patch, how) {
      const args = ['apply', ...(how ? [how] : []), patch]
      // Without the ceiling a repository around the temporary folder would claim the paths.
      const env = { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(dir) }
      const { status, stderr } = spawnSync('git', args, { cwd: dir, env, encoding: 'utf8' })
      return status === 0 ? null : stderr.trim()
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}
