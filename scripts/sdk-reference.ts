// `node scripts/sdk-reference.ts`: writes the SDK's reference and the playground's list anew, out of the types and the examples.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './build/bundle.ts'
import { readApi } from './sdk-reference/api.ts'
import { LIST, listOf, PAGE } from './sdk-reference/files.ts'
import { renderPage } from './sdk-reference/page.ts'

const api = await readApi()
const page = path.join(root, PAGE)
writeFileSync(page, renderPage(readFileSync(page, 'utf8'), api))
writeFileSync(path.join(root, LIST), listOf(api))
