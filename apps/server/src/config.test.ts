import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, describeConfig, readConfig } from './config.ts'

describe('configuration', () => {
  it('stands by itself: everything has a default', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      urls: { inbox: 'http://localhost:3000', api: 'http://localhost:3000' },
      dataDir: path.resolve('data'),
      inboxPath: '/inbox',
      trustProxy: false,
      isDemo: false,
      hasLinkPreviews: true,
    })
  })

  it('gives each area its own origin, and the rest the public one', () => {
    const { urls } = readConfig({ PUBLIC_URL: 'https://chat.example.com/', FILES_URL: 'https://files.example.net' })
    expect(urls).toEqual({
      inbox: 'https://chat.example.com',
      visitor: 'https://chat.example.com',
      files: 'https://files.example.net',
      api: 'https://chat.example.com',
    })
  })

  it.each([
    [{ PARLEY_OWNER_MAIL: 'x' }, 'PARLEY_OWNER_MAIL is not a variable of Parley'],
    [{ PORT: '70000' }, /^PORT /],
    [{ PORT: '3000; rm' }, /^PORT /],
    [{ PUBLIC_URL: 'chat.example.com' }, /^PUBLIC_URL must be an address/],
    [{ INBOX_URL: 'https://example.com/inbox' }, /^INBOX_URL must have no path/],
    [{ MONGODB_URI: 'postgres://x' }, /^MONGODB_URI must begin/],
    [{ MONGODB_URI: 'mongodb://x' }, 'PARLEY_SECRET is required when MONGODB_URI is set'],
    [{ PARLEY_SECRET: 'short' }, /^PARLEY_SECRET must have at least 32/],
    [{ PARLEY_OWNER_EMAIL: 'a@b.example' }, /belong together/],
    [{ PARLEY_OWNER_EMAIL: 'a@b.example', PARLEY_OWNER_PASSWORD: 'short' }, /^PARLEY_OWNER_PASSWORD must have/],
    [{ PARLEY_INBOX_PATH: 'admin' }, /^PARLEY_INBOX_PATH must be a path/],
    [{ PARLEY_INBOX_PATH: '/api/admin' }, /^PARLEY_INBOX_PATH is taken/],
    [{ PARLEY_TRUST_PROXY: 'everybody' }, /^PARLEY_TRUST_PROXY must be/],
    [{ PARLEY_DEMO: 'yes' }, 'PARLEY_DEMO must be 0 or 1'],
  ])('O04 refuses to start with %j, naming it', (env, message) => {
    expect(() => readConfig(env)).toThrow(ConfigError)
    expect(() => readConfig(env)).toThrow(message)
  })

  it('reads proxies as a number of hops or a list of addresses', () => {
    expect(readConfig({ PARLEY_TRUST_PROXY: '2' }).trustProxy).toBe(2)
    expect(readConfig({ PARLEY_TRUST_PROXY: 'loopback, 10.0.0.0/8' }).trustProxy).toEqual(['loopback', '10.0.0.0/8'])
  })

  it('tells of doors that lead nowhere yet', () => {
    expect(readConfig({ REDIS_URL: 'redis://x', SMTP_URL: '' }).unused).toEqual(['REDIS_URL'])
  })

  it('N82 hides what is secret when it is shown', () => {
    const secret = 'a secret of more than thirty-two characters'
    const shown = JSON.stringify(
      describeConfig(
        readConfig({
          PARLEY_SECRET: secret,
          MONGODB_URI: 'mongodb://user:canary-1@db.example/parley',
          PARLEY_OWNER_EMAIL: 'a@b.example',
          PARLEY_OWNER_PASSWORD: 'canary-2-long',
        }),
      ),
    )
    expect(shown).toContain('db.example')
    for (const canary of [secret, 'canary-1', 'canary-2']) expect(shown).not.toContain(canary)
  })
})
