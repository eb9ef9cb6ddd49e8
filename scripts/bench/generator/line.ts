import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { readFrames, textFrame } from './frames.ts'

/** One socket to the server: little more than the kernel's own, for there are thousands and the processors are shared. */
export type Line = { say(text: string): void; end(): void }

type Heard = {
  opened(line: Line): void
  text(line: Line, text: string): void
  /** `503` of a refused handshake, or the code of a close. Told once. */
  closed(why: string): void
}

export type Address = { port: number; path: string; origin: string | null }

const HEAD_END = '\r\n\r\n'

function handshake({ port, path, origin }: Address): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    ...(origin === null ? [] : [`Origin: ${origin}`]),
  ]
  return lines.join('\r\n') + HEAD_END
}

export function openLine(address: Address, on: Heard): Line {
  const socket = connect(address.port, '127.0.0.1')
  socket.setNoDelay(true)
  socket.write(handshake(address))
  let rest: Buffer = Buffer.alloc(0)
  let state: 'opening' | 'open' | 'closed' = 'opening'

  const line: Line = {
    say: (text) => void socket.write(textFrame(text)),
    end() {
      state = 'closed'
      socket.destroy()
    },
  }
  function close(why: string): void {
    if (state === 'closed') return
    line.end()
    on.closed(why)
  }
  const reading = {
    text: (text: string) => on.text(line, text),
    reply: (frame: Buffer) => void socket.write(frame),
    closed: (code: number) => close(String(code)),
  }
  /** False while the answer to the handshake is not whole, or is a refusal. */
  function isUpgraded(): boolean {
    const end = rest.indexOf(HEAD_END)
    if (end < 0) return false
    const status = rest.toString('latin1', 9, 12)
    rest = rest.subarray(end + HEAD_END.length)
    if (status !== '101') {
      close(status)
      return false
    }
    state = 'open'
    on.opened(line)
    return true
  }
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    if (state === 'open' || (state === 'opening' && isUpgraded())) rest = readFrames(rest, reading)
  })
  socket.on('error', (error) => close(error.message))
  socket.on('close', () => close('cut off'))
  return line
}
