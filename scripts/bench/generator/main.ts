import { type Crowd, createCrowd } from './crowd.ts'
import type { Dialect } from './dialect.ts'
import { floor } from './floor.ts'
import { load } from './load.ts'
import type { Answers, DialectName, Order, Reply } from './messages.ts'
import { parley } from './parley.ts'
import { socketIo } from './socket-io.ts'

const DIALECTS: Record<DialectName, Dialect> = { parley, floor, 'socket-io': socketIo }

let target: { crowd: Crowd; dialect: Dialect } | null = null

function connected(): { crowd: Crowd; dialect: Dialect } {
  if (!target) throw new Error('nobody is connected')
  return target
}

async function obey(order: Order): Promise<Answers[Order['do']]> {
  switch (order.do) {
    case 'connect': {
      const dialect = DIALECTS[order.dialect]
      target = { dialect, crowd: createCrowd({ dialect, port: order.port, origin: order.origin }) }
      return target.crowd.connect(order.people)
    }
    case 'load': {
      const { crowd, dialect } = connected()
      return load(crowd, dialect, order.options)
    }
    case 'renew':
      for (const [at, access] of order.accesses.entries())
        connected().crowd.watchers[at]?.say(JSON.stringify({ t: 'auth', access }))
      return null
    case 'close':
      target?.crowd.close()
      target = null
      return null
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send?.({ answer } satisfies Reply),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? error.message : String(error) } satisfies Reply),
  )
})
process.on('disconnect', () => process.exit())
