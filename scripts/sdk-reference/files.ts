import type { Api } from './api.ts'

export const PAGE = 'docs/reference/sdk.md'
/** What the playground (`/demo/sdk`) is made of. */
export const LIST = 'apps/server/src/web/demo/sdk-list.json'

/** Each method with its words and arguments, and the names of events: as the playground reads them. */
export function listOf({ groups, events }: Api): string {
  const list = {
    groups: groups.map(({ title, methods }) => ({
      title,
      methods: methods.map(({ name, text, says, args, isAbsent }) => ({
        name,
        signature: text.replace(/\s*\n\s*/g, ' '),
        says,
        args,
        isAbsent,
      })),
    })),
    events: events.map(({ name, says, isAbsent }) => ({ name, says, isAbsent })),
  }
  return `${JSON.stringify(list, null, 1)}\n`
}
