import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Answers, Order, Reply } from '../generator/messages.ts'

/** The process that makes the load; it has nothing else to do. */
export type Generator = {
  order<O extends Order>(order: O): Promise<Answers[O['do']]>
  stop(): Promise<void>
}

export function startGenerator(): Generator {
  const child = fork(path.join(import.meta.dirname, '../generator/main.ts'), { serialization: 'advanced' })
  return {
    async order<O extends Order>(order: O) {
      child.send(order)
      const [reply] = (await once(child, 'message')) as [Reply]
      if ('error' in reply) throw new Error(`${order.do}: ${reply.error}`)
      return reply.answer as Answers[O['do']] // the order decides what is answered
    },
    async stop() {
      const gone = once(child, 'exit')
      child.kill()
      await gone
    },
  }
}
