import { describe, expect, it } from 'vitest'
import { deafNetwork } from './deaf-network.ts'
import { createRandom } from './random.ts'

const send = (cmid: string) => `{"t":"send","cmid":"${cmid}","kind":"msg.new"}`
const post = (cmid: string) => `POST /api/v1/events HTTP/1.1\r\nidempotency-key: ${cmid}\r\n\r\n`

function network(acks: number, cuts: number, polls = 0, gone = 0) {
  const deaf = deafNetwork(createRandom(1), { acks, cuts, polls, gone })
  const { frame, http } = deaf.faults
  return {
    ...deaf,
    frame: (way: 'up' | 'down', text: string | null) => frame?.({ way, text, index: 0 }),
    http: (way: 'up' | 'down', request: string, text: string) => http?.({ way, request, text }),
  }
}

describe('a network that keeps back what it heard', () => {
  it('counts a command once for each time it is said again, over both transports', () => {
    const deaf = network(0, 0)
    for (const cmid of ['a', 'b', 'a', 'a']) deaf.frame('up', send(cmid))
    deaf.http('up', 'POST /api/v1/events', post('b'))
    expect([deaf.sent(), deaf.again()]).toEqual([5, 3])
  })

  it('counts nothing that is no command', () => {
    const deaf = network(0, 0)
    deaf.frame('up', '{"t":"hb"}')
    deaf.frame('down', send('a'))
    deaf.frame('up', null)
    deaf.http('up', 'POST /api/v1/sync', post('a'))
    expect(deaf.sent()).toBe(0)
  })

  it('keeps acknowledgements back and nothing else', () => {
    const deaf = network(1, 0)
    expect(deaf.frame('down', '{"t":"ack","cmid":"a"}')).toBe('drop')
    expect(deaf.frame('down', '{"t":"ev","n":1}')).toBe('pass')
    expect(deaf.frame('up', send('a'))).toBe('pass')
    expect(deaf.http('down', 'POST /api/v1/events', 'HTTP/1.1 200 OK\r\n\r\n')).toBe('cut')
    expect(deaf.http('down', 'POST /api/v1/sync', 'HTTP/1.1 200 OK\r\n\r\n')).toBe('pass')
  })

  it('keeps what a poll brings back too, where it is told to, and counts the commands nobody heard of', () => {
    const deaf = network(1, 0, 1)
    expect(deaf.http('up', 'POST /api/v1/sync', post('a'))).toBe('pass')
    expect(deaf.lost()).toBe(0)
    expect(deaf.http('down', 'POST /api/v1/sync', 'HTTP/1.1 200 OK\r\n\r\n')).toBe('cut')
    expect(deaf.lost()).toBe(0)
    expect(deaf.frame('down', '{"t":"ack","cmid":"a"}')).toBe('drop')
    expect(deaf.lost()).toBe(1)
  })

  it('lets commands over HTTP vanish, where it is told to', () => {
    const deaf = network(0, 1, 0, 1)
    expect(deaf.http('up', 'POST /api/v1/events', post('a'))).toBe('cut')
    expect(deaf.http('up', 'POST /api/v1/sync', post('a'))).toBe('pass')
    expect([deaf.sent(), deaf.lost()]).toEqual([1, 1])
  })

  it('cuts right after a command has gone through', () => {
    const deaf = network(0, 1)
    expect(deaf.frame('up', send('a'))).toBe('cut-after')
    expect(deaf.http('up', 'POST /api/v1/events', post('b'))).toBe('cut-after')
    expect(deaf.frame('up', '{"t":"hello"}')).toBe('pass')
  })
})
