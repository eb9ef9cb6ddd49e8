import type { Api, Method } from './api.ts'
import type { Member } from './types.ts'

/** A part of the page that is written anew: `<!-- from the types: NAME -->` up to `<!-- end -->`. */
const PART = /(<!-- from the types: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g

const cell = (text: string): string => text.replace(/\s*\n\s*/g, ' ').replace(/\|/g, '\\|')
/** The type of a field, without its name. */
const typeOf = ({ text }: Member): string =>
  cell(text.replace(/^(readonly )?('[^']+'|\w+)\??: /, '').replace(/^\| /, ''))
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
const code = (text: string): string => (text.includes('`') ? text : `\`${text}\``)

const notYet = ({ isAbsent }: { isAbsent: boolean }): string => (isAbsent ? ' *not yet*' : '')

function methodRow({ name, text, says, example, isAbsent }: Method): string[] {
  const signature = cell(text.replace(/^\w+(<.*?>)?\(/, `${name}(`))
  return [code(signature) + notYet({ isAbsent }), cell(says), code(example.replace(/\|/g, '\\|'))]
}

/** `offsetX` is `data-offset-x`; what is no text or number cannot stand in an attribute. */
function attributeRow(option: Member): string[] {
  const isPlain = /^(string|number|boolean|readonly string\[\]|\w*Mode|Side|'.*)/.test(
    typeOf(option).replace(/\\\|.*/, ''),
  )
  const attribute = `data-${option.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  const isOfTag = isPlain && option.name !== 'token'
  return [code(option.name), code(typeOf(option)), isOfTag ? code(attribute) : '', cell(option.says)]
}

const RENDER: Record<string, (api: Api) => string> = {
  methods: ({ groups }) =>
    groups
      .map(({ title, methods }) => `\n### ${title}\n\n${table(['method', 'does', 'example'], methods.map(methodRow))}`)
      .join(''),
  events: ({ events }) =>
    table(
      ['event', 'tells', 'when'],
      events.map((one) => [code(one.name) + notYet(one), code(typeOf(one)), cell(one.says)]),
    ),
  hooks: ({ hooks }) =>
    table(
      ['hook', 'is given'],
      hooks.map((one) => [code(one.name), code(typeOf(one))]),
    ),
  options: ({ options }) => table(['option', 'type', 'attribute', 'says'], options.map(attributeRow)),
  errors: ({ errors }) =>
    table(
      ['code', 'means'],
      errors.map(([name, meaning]) => [code(name), meaning]),
    ),
  shapes: ({ shapes }) => `\`\`\`ts\n${shapes.map(({ source }) => source).join('\n\n')}\n\`\`\`\n`,
}

/** The page with every part as the types are now. */
export function renderPage(page: string, api: Api): string {
  return page.replace(PART, (_, begin: string, name: string, end: string) => {
    const render = RENDER[name]
    if (!render) throw new Error(`there is no part ${name}`)
    return `${begin}${render(api)}${end}`
  })
}

/** What the page does not have at all. */
export const missingParts = (page: string): string[] =>
  Object.keys(RENDER).filter((name) => !page.includes(`<!-- from the types: ${name} -->`))
