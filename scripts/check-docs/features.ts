import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from '../build/bundle.ts'
import { type Check, rowsOf } from './page.ts'

const PAGE = 'docs/reference/widget-features.md'
/** Where a file stands that is named without a folder. */
const JOURNEYS = 'apps/e2e/src/journeys'

/** The tests that a feature is shown by are there. */
export const checkFeatures: Check = (read) =>
  rowsOf(read(PAGE)).flatMap(([row, , shownBy = '']) =>
    [...shownBy.matchAll(/`([^`]+)`/g)]
      .map(([, file = '']) => (file.includes('/') ? file : `${JOURNEYS}/${file}`))
      .filter((file) => !existsSync(path.join(root, file)))
      .map((file) => `${PAGE}: row ${row} is shown by ${file}, which is not there`),
  )
