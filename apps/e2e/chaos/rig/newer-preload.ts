// Loaded before a server (`--import`): makes it one of the next level, which knows a kind of event, a consequence, a type
// of message (what begins with `Card: `) and a field of messages that this build does not.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

type Edit = { file: string; from: string; to: string }

const EDITS: readonly Edit[] = [
  { file: '/protocol/src/level.ts', from: 'PROTOCOL_LEVEL = 2', to: 'PROTOCOL_LEVEL = 3' },
  { file: '/protocol/src/kinds.ts', from: "'msg.react',", to: "'msg.react', 'msg.poll'," },
  {
    file: '/protocol/src/event.ts',
    from: 'COMMAND_BODIES = {',
    to: "COMMAND_BODIES = { 'msg.poll': z.strictObject({ choices: z.array(z.string()), fallback: z.string() }),",
  },
  {
    file: '/conversations/decisions.ts',
    from: '= {\n',
    to: "= {\n'msg.poll': ({ body }) => ({ kind: 'msg.poll', body, fx: { urgency: 3 } }),\n",
  },
  {
    file: '/conversations/decisions.ts',
    from: "return { v: 1, type: 'text', text,",
    to: "if (text.startsWith('Card: ')) return { v: 2, type: 'card', cells: [text], fallback: text }\nreturn { v: 1, type: 'text', mood: 'new', text,",
  },
  {
    file: '/protocol/src/message.ts',
    from: '  fallback: z.string(),\n',
    to: '  fallback: z.string(), mood: z.string().optional(),\n',
  },
]

registerHooks({
  load(url, context, next) {
    const edits = EDITS.filter(({ file }) => url.endsWith(file))
    if (edits.length === 0) return next(url, context)
    let source = readFileSync(new URL(url), 'utf8')
    for (const { file, from, to } of edits) {
      if (!source.includes(from))
        throw new Error(`${file} has no ${JSON.stringify(from)} any more: mend newer-preload.ts`)
      source = source.replaceAll(from, to)
    }
    return { format: 'module-typescript', source, shortCircuit: true }
  },
})
