import { globSync } from 'node:fs'
import path from 'node:path'
import { root } from '../build/bundle.ts'
import { gapsOf, readApi } from '../sdk-reference/api.ts'
import { LIST, listOf, PAGE } from '../sdk-reference/files.ts'
import { missingParts, renderPage } from '../sdk-reference/page.ts'
import type { Check, Read } from './page.ts'

const REMEDY = 'node scripts/sdk-reference.ts'

/** The reference of the SDK and the list of the playground are what the types and the examples make of them. */
export const checkSdk: Check = async (read) => {
  const api = await readApi()
  const page = read(PAGE)
  return [
    ...gapsOf(api).map((gap) => `${PAGE}: ${gap}`),
    ...missingParts(page).map((name) => `${PAGE}: has no part "${name}"`),
    ...(renderPage(page, api) === page ? [] : [`${PAGE}: is not what the types say now; write it anew: ${REMEDY}`]),
    ...(listOf(api) === read(LIST) ? [] : [`${LIST}: is not what the types say now; write it anew: ${REMEDY}`]),
    ...attributesIn(read)
      .filter((name) => !page.includes(`\`${name}`) && !OWN.includes(name))
      .map((name) => `${PAGE}: nothing about the attribute ${name}`),
  ]
}

/** What our own pages say to the widget there, and no attribute can. */
const OWN = ['data-chat-arrive']

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Attributes that the widget's source names: of the tag, and of any element of the page. */
function attributesIn(read: Read): string[] {
  const files = globSync('packages/widget/src/{loader,app/sdk}/*.ts', { cwd: root }).filter(
    (file) => !/test/.test(file),
  )
  const source = files.map((file) => read(path.normalize(file))).join('\n')
  const ofTag = [...source.matchAll(/\bdata\['(\w+)'\]/g)].map(([, name = '']) => kebab(name))
  const ofElements = [...source.matchAll(/\[data-(chat-[a-z]+)\]/g)].map(([, name = '']) => name)
  const declared = /DECLARED = \{([\s\S]*?)\n\}/.exec(source)?.[1] ?? ''
  const named = [...declared.matchAll(/^ {2}(?:async )?(\w+)[:(]/gm)].map(([, name = '']) => `chat-${kebab(name)}`)
  return [...new Set([...ofTag, ...ofElements, ...named])].map((name) => `data-${name}`)
}
