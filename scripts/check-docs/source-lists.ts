import path from 'node:path'
import { ERROR_CODES, ROUTES } from '@parley/protocol/constants'
import { root } from '../build/bundle.ts'
import { type Check, compare } from './page.ts'

export const checkErrors: Check = (read) => {
  const page = 'docs/reference/errors.md'
  const sections = [...read(page).matchAll(/^#+ `(\w+)`$/gm)].map(([, code = '']) => code)
  return compare(page, sections, Object.keys(ERROR_CODES))
}

/** The variables of the schema, and the names that a later version will read: both stand in capitals in one file. */
export const checkConfiguration: Check = (read) => {
  const page = 'docs/reference/configuration.md'
  const rows = [...read(page).matchAll(/^\| `([A-Z0-9_]+)`/gm)].map(([, name = '']) => name)
  const source = read('apps/server/src/config.ts')
  const names = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm), ...source.matchAll(/'([A-Z0-9]+_URL)'/g)]
  return compare(page, rows, [...new Set(names.map(([, name = '']) => name))])
}

export const checkEndpoints: Check = (read) => {
  const page = 'docs/reference/http-api.md'
  const rows = [...read(page).matchAll(/^\| `([A-Z]+ \/(?:api|files)\/\S+)` \|/gm)].map(([, name = '']) => name)
  return compare(
    page,
    rows,
    Object.values(ROUTES).map(({ method, path: where }) => `${method} ${where}`),
  )
}

/** Each collection has a section, and each of its indexes a row that begins with its keys. */
export const checkIndexes: Check = async (read) => {
  const page = 'docs/architecture/data-model.md'
  const documented = read(page)
    .split(/^## /m)
    .flatMap((section) => {
      const [name = ''] = section.split('\n', 1)
      const table = section.split('| index | serves |')[1] ?? ''
      return [...table.matchAll(/^\| `([\w., ]+)`/gm)].map(([, keys = '']) => `${name}: ${keys}`)
    })
  // By a name that the compiler does not follow: the server's types are checked with the server.
  const source = path.join(root, 'apps/server/src/domains.ts')
  const { INDEXES } = (await import(source)) as { INDEXES: Record<string, readonly { key: object }[]> }
  const real = Object.entries(INDEXES).flatMap(([name, indexes]) =>
    indexes.map(({ key }) => `${name}: ${Object.keys(key).join(', ')}`),
  )
  return compare(page, documented, real)
}
