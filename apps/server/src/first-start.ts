import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { App } from './app.ts'
import type { Config } from './config.ts'

/** Where a page may embed the demo's widget: any port of this machine, for trying the tag on a page of one's own. */
const LOCAL = ['http://localhost:*', 'http://127.0.0.1:*', 'http://*.localhost:*']
const DEMO_OWNER = 'owner@example.com'
export const DEMO_SITE = {
  key: 'demo',
  name: 'Fern & Kettle',
  color: '#2f6b4f',
  allowedOrigins: LOCAL,
  greeting: 'Ask us anything about tea.',
}

/** What the start prints beside the addresses: how to sign in, or how to set up. */
export type SignInHint = { lines: string[]; isNew?: boolean }

/**
 * Creates what the first start needs: the owner from the environment, else in the demo one with a password that is kept
 * in the data folder, else nobody: then a one-time link sets the first one up.
 */
export async function prepareFirstStart({ setup }: Pick<App['domains'], 'setup'>, config: Config): Promise<SignInHint> {
  const owned = await setup.ownedWorkspace()
  const file = path.join(config.dataDir, 'demo-sign-in.txt')
  if (owned) return { lines: config.owner ? [] : await readSignIn(file) }

  if (!config.owner && !config.isDemo) {
    return {
      lines: ['Nobody can sign in yet. Open this once, to create the owner:', `  ${await setup.createLink()}`],
    }
  }
  const owner = config.owner ?? { email: DEMO_OWNER, password: randomBytes(12).toString('base64url') }
  // First, so that a start that is cut short never leaves an owner whose password nobody has.
  if (!config.owner) {
    await writeFile(file, `Email: ${owner.email}\nPassword: ${owner.password}\n`, { mode: 0o600 })
  }
  await setup.create({
    workspaceName: config.isDemo ? 'Fern & Kettle' : 'My workspace',
    owner: { name: config.isDemo ? 'Robin Hale' : nameOf(owner.email), ...owner },
    site: config.isDemo ? DEMO_SITE : { name: 'My site' },
  })
  return { lines: config.owner ? [] : await readSignIn(file), isNew: true }
}

/** The demo's sign-in, as long as its file stands; whoever changed the password deletes or ignores it. */
async function readSignIn(file: string): Promise<string[]> {
  try {
    const text = await readFile(file, 'utf8')
    return [
      `Sign in with (kept in ${file}):`,
      ...text
        .trim()
        .split('\n')
        .map((line) => `  ${line}`),
    ]
  } catch {
    return [] // no demo, or its owner has removed the file
  }
}

function nameOf(email: string): string {
  return email.slice(0, email.indexOf('@'))
}
