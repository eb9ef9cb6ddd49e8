import { isDeepStrictEqual } from 'node:util'
import { ClientFrame, ENDPOINTS, ServerFrame } from '@parley/protocol'
import { newConversation, type Reducible, reduceConversation, reduceMessage } from '@parley/protocol/reduce'
import type { Schema } from './fields.ts'
import { type Block, blocksOf, type Check } from './page.ts'

type Fold = ReturnType<typeof newConversation<string>>
type Vector = { event: Reducible<string>; before: object; after: object }
type Judge = (value: unknown) => string | null

/** The example parses, and to itself: a field that the schema would drop is not there. */
const parses =
  (schema: Schema): Judge =>
  (value) => {
    const { success, error, data } = schema.safeParse(value)
    if (!success) return error?.message ?? 'does not parse'
    return isDeepStrictEqual(JSON.parse(JSON.stringify(data)), value) ? null : 'has fields that do not exist'
  }

/** `after` is what the event changed in the summary. */
const folds: Judge = (value) => {
  const { event, before, after } = value as Vector
  const start = { ...newConversation<string>(), ...before } as Fold
  const end = reduceConversation(start, event)
  const changed = Object.entries(end).filter(([key, now]) => !isDeepStrictEqual(now, start[key as keyof Fold]))
  const got = Object.fromEntries(changed)
  return isDeepStrictEqual(got, after) ? null : `the reducer makes ${JSON.stringify(got)} of it`
}

const foldsMessage: Judge = (value) => {
  const { event, before, after } = value as Vector
  const got = reduceMessage(before as Parameters<typeof reduceMessage<string>>[0], event)
  return isDeepStrictEqual(got, after) ? null : `the reducer makes ${JSON.stringify(got)} of it`
}

const isStart: Judge = (value) =>
  isDeepStrictEqual(value, newConversation()) ? null : 'is not how a conversation begins'

const FIXED: Record<string, Judge> = {
  'client-frame': parses(ClientFrame as unknown as Schema),
  'server-frame': parses(ServerFrame as unknown as Schema),
  fold: folds,
  'fold-message': foldsMessage,
  'fold-start': isStart,
}

/** By the words behind `json`; `request:` and `response:` are followed by an endpoint's name. */
function judgeOf(label: string): Judge | undefined {
  const [part, name = ''] = label.split(':')
  const endpoint = (ENDPOINTS as Record<string, { body?: unknown; response?: unknown }>)[name]
  const schema = (part === 'request' ? endpoint?.body : endpoint?.response) as Schema | undefined
  return FIXED[label] ?? (schema && parses(schema))
}

function problemOf({ label, text }: Block): string | null {
  const judge = judgeOf(label.replace(/^json ?/, ''))
  if (!judge) return 'says by no label what it is'
  try {
    return judge(JSON.parse(text))
  } catch (error) {
    return String(error)
  }
}

/** Every block of JSON in these pages is something on the wire, or a fold, and is held to be it. */
export const checkExamples =
  (pages: readonly string[]): Check =>
  (read) =>
    pages.flatMap((page) =>
      blocksOf(read(page))
        .filter(({ label }) => /^json\b/.test(label))
        .flatMap((block) => {
          const problem = problemOf(block)
          return problem ? [`${page}: the example "${block.label}" beginning ${firstOf(block)}: ${problem}`] : []
        }),
    )

const firstOf = ({ text }: Block) => JSON.stringify(text.replace(/\s+/g, ' ').slice(0, 60))
