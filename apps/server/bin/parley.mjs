#!/usr/bin/env node
// `npx parley …`: plain JavaScript, because the Node that starts it may be too old for the sources.
import path from 'node:path'

process.argv.splice(2, 0, 'parley')
await import(path.resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../../scripts/run.mjs'))
