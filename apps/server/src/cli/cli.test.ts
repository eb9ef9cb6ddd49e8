import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorld, type World } from '../testing.ts'
import { withWholePath } from './backups.ts'
import { run } from './commands.ts'
import { askServer, openDoor } from './door.ts'
import { HELP, isCommand } from './operations.ts'

describe('parley commands', () => {
  let world: World
  let isServing = true
  beforeAll(async () => {
    world = await startWorld('embedded')
  })
  afterAll(() => world.stop())
  const parley = async (...words: string[]) => (await run({ ...world, isServing }, words)).join('\n')

  it('say what to do first while nothing is set up', async () => {
    await expect(parley('site', 'list')).rejects.toThrow('Nothing is set up yet')
    expect(await parley('doctor')).toContain('bad      nobody can sign in')
  })

  it('add and list sites and agents as the inbox does', async () => {
    await world.addTenant('acme')
    expect(await parley('site', 'add', 'My shop', '--origin', 'https://my.example', '--key', 'my-shop')).toContain(
      '/s/my-shop.js',
    )
    expect(await parley('site', 'list')).toContain('allowed origins: https://my.example')
    const added = await parley('agent', 'add', 'nia@acme.example', '--name', 'Nia', '--role', 'supervisor')
    const token = added.split('#')[1] ?? ''
    expect((await world.call('checkPasswordLink', { body: { token } })).body).toEqual({
      email: 'nia@acme.example',
      name: 'Nia',
    })
    const reset = await parley('agent', 'reset-password', 'NIA@acme.example')
    expect(reset).toContain('/inbox/password#')
    expect((await world.call('checkPasswordLink', { body: { token } })).status).toBe(410)
    await parley('agent', 'disable', 'nia@acme.example')
    expect(await parley('agent', 'list')).toContain('nia@acme.example  Nia  supervisor  disabled')
    expect(await parley('doctor')).toContain('good     an owner can sign in')
  })

  it.each([
    [['site', 'add'], 'Give a name'],
    [['site', 'add', 'X', '--origin', 'shop.example'], 'shop.example is no origin'],
    [['site', 'add', 'X', '--key', 'Not A Key'], 'A key has'],
    [['site', 'add', 'X', '--color', 'red'], 'Unknown option'],
    [['agent', 'add', 'nobody'], 'Give an email address'],
    [['agent', 'add', 'x@acme.example', '--role', 'king'], 'The role is one of'],
    [['agent', 'disable', 'nobody@acme.example'], 'There is no agent'],
    [['agent', 'disable', 'owner@acme.example'], 'Make somebody else an owner first.'],
    [['seed'], 'Stop the server first'],
  ])('%j is refused with what to type instead', async (words, message) => {
    await expect(parley(...words)).rejects.toThrow(message)
  })

  it('are all told by the help', () => {
    for (const words of [
      ['site', 'list'],
      ['site', 'add'],
      ['agent', 'list'],
      ['agent', 'add'],
      ['agent', 'disable'],
      ['agent', 'reset-password'],
      ['doctor'],
      ['seed'],
      ['backup'],
    ]) {
      expect(isCommand(words)).toBe(true)
      expect(HELP).toContain(words.join(' '))
    }
    expect(HELP).toContain('restore FOLDER [--replace]')
    expect(isCommand(['constructor', 'x'])).toBe(false)
  })

  it('reach a running server through the socket of its folder, and nobody when none runs', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'parley-door-'))
    expect(await askServer(dir, ['site', 'list'])).toBeNull()
    const door = await openDoor(dir, (words) => run({ ...world, isServing }, words))
    expect((await askServer(dir, ['site', 'list']))?.join()).toContain('my-shop')
    await expect(askServer(dir, ['agent', 'disable', 'x@y.example'])).rejects.toThrow('There is no agent')
    await door?.close()
    expect(await askServer(dir, ['site', 'list'])).toBeNull()
    const steps = await openDoor(dir, async (words, tell) => {
      for (const word of words) tell(`${word} is under way`)
      return ['done']
    })
    const told: string[] = []
    expect(await askServer(dir, ['a', 'b'], (line) => told.push(line))).toEqual(['done'])
    expect(told).toEqual(['a is under way', 'b is under way'])
    await steps?.close()
    isServing = false
    await rm(dir, { recursive: true })
  })

  it('mean a folder as it was typed, wherever the server was started', () => {
    expect(withWholePath(['backup', 'here'])).toEqual(['backup', path.resolve('here')])
    expect(withWholePath(['restore', '/there', '--replace'])).toEqual(['restore', '/there', '--replace'])
    expect(withWholePath(['site', 'add', 'here'])).toEqual(['site', 'add', 'here'])
  })

  it('fill the demo while the server is stopped', async () => {
    expect(await parley('seed')).toContain('The demo shop has its conversations.')
    const [workspace] = await world.domains.workspaces.list()
    const count = await world.store.db.collection('conversations').countDocuments({ workspaceId: workspace?._id })
    expect(count).toBeGreaterThanOrEqual(30)
  })
})
