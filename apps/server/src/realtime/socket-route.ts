import { randomInt } from 'node:crypto'
import websocket from '@fastify/websocket'
import type { Limits } from '@parley/protocol'
import type { FastifyInstance } from 'fastify'
import type { RawData } from 'ws'
import { AppError } from '../errors/app-error.ts'
import type { Logger } from '../lib/logger.ts'
import { createAdmission } from './admission.ts'
import { type Accepted, type Connection, newConnection } from './connection.ts'

type Deps = {
  limits: Limits
  monotonic(): number
  wheel: { add(one: Connection): void; size(): number }
  receive(one: Connection, bytes: Buffer, isBinary: boolean): void
  leave(one: Connection): void
  isDraining(): boolean
  /** The event loop is so late that more sockets would only make it worse (SYNC-53). */
  isOverloaded(): boolean
  log: Logger
}

export const SOCKET_PATH = '/api/v1/socket'

/** Seconds after which a refused handshake may come again, by chance. */
const RETRY_FROM_S = 1
const RETRY_TO_S = 10

/** The upgrade: refused while the server leaves, or has or gets too many (SYNC-53), else a connection without a name. */
export async function addSocketRoute(app: FastifyInstance, deps: Deps): Promise<void> {
  const { limits, monotonic } = deps
  const mayCome = createAdmission(limits.handshakesPerSecond, monotonic)
  const isRoom = () => !deps.isDraining() && !deps.isOverloaded() && deps.wheel.size() < limits.connections && mayCome()

  await app.register(websocket, {
    options: { maxPayload: limits.frameBytes, perMessageDeflate: false },
    errorHandler: (error, socket, request) => {
      if (!isOfPeer(error)) request.log.error({ err: error }, 'socket failed')
      socket.terminate()
    },
  })
  app.route({
    method: 'GET',
    url: SOCKET_PATH,
    config: { areas: ['inbox', 'visitor', 'api'] },
    preValidation: async () => {
      if (!isRoom()) throw busy()
    },
    handler: async (_request, reply) => {
      reply.header('upgrade', 'websocket')
      throw new AppError('upgrade_required', 'Open a WebSocket here.')
    },
    wsHandler: (socket, { headers, raw, ip: address }) =>
      accept({ socket, line: raw.socket, origin: headers.origin ?? null, address, limits }),
  })

  function accept(accepted: Accepted): void {
    const { socket } = accepted
    const one = newConnection(accepted, monotonic())
    deps.wheel.add(one)
    socket.on('message', (data: RawData, isBinary: boolean) => deps.receive(one, data as Buffer, isBinary)) // nodebuffer is the default
    socket.on('error', (error) => deps.log.debug({ err: error, connectionId: one.id }, 'socket failed'))
    socket.on('close', () => deps.leave(one))
  }
}

/** What a peer breaks of the protocol is told with level debug: nobody fills the log from outside (N80). */
function isOfPeer(error: Error): boolean {
  return 'code' in error && String(error.code).startsWith('WS_ERR_')
}

function busy(): AppError {
  return new AppError('busy', 'Try again in a few seconds.', {
    retryAfterMs: randomInt(RETRY_FROM_S, RETRY_TO_S) * 1000,
  })
}
