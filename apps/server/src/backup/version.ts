import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'

const file = path.resolve(import.meta.dirname, '../../package.json')

/** The version of the product that runs. */
export const PRODUCT_VERSION = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version
