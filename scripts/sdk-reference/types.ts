import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../build/bundle.ts'

const FOLDER = path.join(root, 'packages/sdk/src/types')

/** A field or a method of a type, as the source has it. */
export type Member = { name: string; isOptional: boolean; text: string; says: string }
/** A type that the package exports. */
export type Declared = { name: string; file: string; source: string; says: string; members: Member[] }

/** The text of a doc comment, on one line. */
const saidIn = (comment: string): string =>
  comment
    .replace(/^\s*\/\*\*|\*\/\s*$/g, '')
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim()

/**
 * Members of a type by the lines of the formatter: one begins at two spaces, after its comment, and goes on as long as
 * lines are deeper or close what it opened.
 */
function membersOf(body: string): Member[] {
  const parts = body.split(/\n(?= {2}(?:\/\*\*|[\w'<]))/)
  const members: Member[] = []
  let says = ''
  for (const part of parts) {
    if (/^\s*\/\*\*/.test(part)) {
      says = saidIn(part)
      continue
    }
    const [, quoted, plain, mark] = /^ {2}(?:readonly )?(?:'([^']+)'|(\w+))(\??)/.exec(part) ?? []
    const name = quoted ?? plain
    if (name) members.push({ name, isOptional: mark === '?', text: part.replace(/^ {2}/gm, '').trim(), says })
    says = ''
  }
  return members
}

/** Every type of the SDK, by its name. */
export function declaredTypes(): Map<string, Declared> {
  const found = new Map<string, Declared>()
  for (const file of globSync('*.ts', { cwd: FOLDER }).sort()) {
    const text = readFileSync(path.join(FOLDER, file), 'utf8')
    const declarations = text.matchAll(
      /(?:^(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\n)?^export type (\w+)[\s\S]*?(?=\n(?:\/\*\*|export |\n|$))/gm,
    )
    for (const [whole, comment = '', name = ''] of declarations) {
      const source = whole.slice(comment.length).trim()
      const body = /^[^{]*= \{\n([\s\S]*?)\n\}/m.exec(source)?.[1] ?? ''
      found.set(name, { name, file, source, says: saidIn(comment), members: membersOf(body) })
    }
  }
  return found
}
