#!/usr/bin/env node
// Runs `parley …` with the Node that the repository brings, whatever runs this file. Plain JavaScript for Node >= 18.18.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const script = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../scripts/run.mjs')
const { status } = spawnSync(process.execPath, [script, 'parley', ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = status ?? 1
