// Loaded before a server (`--import`): limits of the protocol have the values of the query, so that a few people meet
// what only thousands would.
import { LIMITS } from '../../../../packages/protocol/src/limits.ts'

const wanted = [...new URL(import.meta.url).searchParams].map(([name, value]) => [name, Number(value)])
Object.assign(LIMITS, Object.fromEntries(wanted))
