/** A run of a line: plain text, or something marked. `c` is code and holds text alone. */
export type Inline = string | { is: 'b' | 'i' | 's' | 'c'; in: Inline[] } | { is: 'a'; href: string; in: Inline[] }

/** A part of a message. Lines of a `p` keep their breaks. */
export type Block =
  | { is: 'p' | 'quote'; in: Inline[] }
  | { is: 'pre'; text: string }
  | { is: 'ul'; items: Inline[][] }
  | { is: 'ol'; start: number; items: Inline[][] }

const FENCE = /^```[\w+-]{0,20}$/
const QUOTED = /^> ?/
const DASHED = /^[-*+•] +(?=\S)/
const NUMBERED = /^(\d{1,6})[.)] +(?=\S)/

/**
 * The safe part of Markdown that people type in chats: bold, italic, strike, code, code blocks, links, lists, quotes.
 * What is not that stays the text it was. Each character is looked at a bounded number of times (hostile texts, S8).
 */
export function parseMarkup(text: string): Block[] {
  const lines = text.split('\n')
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) at = take(lines, at, blocks)
  return blocks
}

/** Takes the block that begins at line `at`; gives the line after it. */
function take(lines: readonly string[], at: number, blocks: Block[]): number {
  const line = lines[at] ?? ''
  const fence = FENCE.test(line) ? lines.indexOf('```', at + 1) : -1
  if (fence > 0) {
    blocks.push({ is: 'pre', text: lines.slice(at + 1, fence).join('\n') })
    return fence + 1
  }
  for (const begins of [QUOTED, DASHED, NUMBERED]) if (begins.test(line)) return takeRun(lines, { at, begins }, blocks)
  let end = at + 1
  while (end < lines.length && !beginsBlock(lines[end] ?? '')) end++
  const said = lines.slice(at, end).join('\n')
  if (said.trim()) blocks.push({ is: 'p', in: parseLine(trimmedLines(said)) })
  return end
}

function beginsBlock(line: string): boolean {
  return [FENCE, QUOTED, DASHED, NUMBERED].some((begins) => begins.test(line))
}

/** Blank lines around a block say no more than that it is one. */
function trimmedLines(text: string): string {
  let [from, to] = [0, text.length]
  while (text[from] === '\n') from++
  while (text[to - 1] === '\n') to--
  return text.slice(from, to)
}

/** Lines in a row that begin alike. */
function takeRun(lines: readonly string[], run: { at: number; begins: RegExp }, blocks: Block[]): number {
  const { at, begins } = run
  let end = at
  while (begins.test(lines[end] ?? '')) end++
  const items = lines.slice(at, end).map((line) => line.replace(begins, ''))
  if (begins === QUOTED) blocks.push({ is: 'quote', in: parseLine(items.join('\n')) })
  else if (begins === DASHED) blocks.push({ is: 'ul', items: items.map(parseLine) })
  else blocks.push({ is: 'ol', start: Number(NUMBERED.exec(lines[at] ?? '')?.[1]), items: items.map(parseLine) })
  return end
}

type Mark = '**' | '__' | '~~' | '*' | '_'
const MEANS = { '**': 'b', __: 'b', '~~': 's', '*': 'i', _: 'i' } as const satisfies Record<Mark, string>
/** Marked and not closed yet; the lowest is the line itself. */
type Open = { mark: Mark | null; in: Inline[] }

/** Where something may begin or end; addresses may hold marks that mean nothing. Trailing punctuation is the sentence's. */
const NEXT =
  /\\[`*_~[\]\\]|`|\*\*|__|~~|\*|_|\[|(?<![\w:])(?:https?:\/\/|mailto:|tel:)[^\s<>"']*[^\s<>"'.,;:!?)\]}*_~`]/giu
/** `[words](address)`; bounded, and of the schemes that may be links (S8). */
const NAMED = /\[([^[\]\n]{1,300})\]\(((?:https?:\/\/|mailto:|tel:)[^\s<>"'()]{1,2000})\)/iuy
const WORD = /[\p{L}\p{N}]/u

function parseLine(text: string): Inline[] {
  const stack: Open[] = [{ mark: null, in: [] }]
  let from = 0
  let hasTicks = true
  const add = (...parts: Inline[]) => void stack.at(-1)?.in.push(...parts.filter((part) => part !== ''))
  const codeFrom = (at: number): number => {
    const end = hasTicks ? text.indexOf('`', at + 1) : -1
    hasTicks = end >= 0
    return end > at + 1 ? end : -1
  }
  NEXT.lastIndex = 0
  for (let found = NEXT.exec(text); found; found = NEXT.exec(text)) {
    const at = found.index
    const token = inner(found[0], stack, text[at + 2])
    const { length, node } = tokenAt({ text, at, token, codeFrom })
    if (node !== null) add(text.slice(from, at), node)
    else if (token in MEANS && turn(stack, token as Mark, { text, from, at })) add()
    else continue
    from = at + length
    NEXT.lastIndex = from
  }
  add(text.slice(from))
  while (stack.length > 1) unmark(stack)
  return stack[0]?.in ?? []
}

/** Of three stars at an end the first closes what was opened last. */
function inner(token: string, stack: readonly Open[], next: string | undefined): string {
  return token === '**' && next === '*' && stack.at(-1)?.mark === '*' ? '*' : token
}

type Found = { text: string; at: number; token: string; codeFrom(at: number): number }

/** What stands there whole: an escape, code, a link. A mark, or a tick or bracket that means nothing, is no node. */
function tokenAt({ text, at, token, codeFrom }: Found): { length: number; node: Inline | null } {
  const { length } = token
  if (token[0] === '\\') return { length, node: token.slice(1) }
  if (token === '`') {
    const end = codeFrom(at)
    return end < 0 ? { length, node: null } : { length: end + 1 - at, node: { is: 'c', in: [text.slice(at + 1, end)] } }
  }
  if (token === '[') {
    NAMED.lastIndex = at
    const [whole, words, href] = NAMED.exec(text) ?? []
    if (!whole || !words || !href) return { length, node: null }
    return { length: whole.length, node: { is: 'a', href, in: [words] } }
  }
  if (token in MEANS) return { length, node: null }
  return { length, node: { is: 'a', href: token, in: [token] } }
}

type Place = { text: string; from: number; at: number }

/** Opens or closes `mark`, at the edge of a word; false when it is neither. One of a kind is open at a time. */
function turn(stack: Open[], mark: Mark, { text, from, at }: Place): boolean {
  const [before, after] = [text[at - 1] ?? ' ', text[at + mark.length] ?? ' ']
  const isOpen = stack.some((one) => one.mark === mark)
  const closes = isOpen && !/\s/.test(before) && !WORD.test(after)
  const opens = !isOpen && !/\s/.test(after) && !WORD.test(before)
  if (!closes && !opens) return false
  const said = text.slice(from, at)
  if (said) stack.at(-1)?.in.push(said)
  if (opens) stack.push({ mark, in: [] })
  else close(stack, mark)
  return true
}

function close(stack: Open[], mark: Mark): void {
  while (stack.at(-1)?.mark !== mark) unmark(stack)
  const done = stack.pop()
  const inside = done?.in ?? []
  stack.at(-1)?.in.push(inside.length > 0 ? { is: MEANS[mark], in: inside } : mark + mark)
}

/** A mark that was never closed is what it was: text. */
function unmark(stack: Open[]): void {
  const { mark, in: inside } = stack.pop() ?? { mark: null, in: [] }
  stack.at(-1)?.in.push(mark ?? '', ...inside)
}

/** The same text without its marks, for where there is one line and no more: quotes, previews. */
export function plainText(text: string): string {
  const words = (parts: readonly Inline[]): string =>
    parts.map((part) => (typeof part === 'string' ? part : words(part.in))).join('')
  return parseMarkup(text)
    .map((block) => {
      if (block.is === 'pre') return block.text
      return 'items' in block ? block.items.map(words).join(' ') : words(block.in)
    })
    .join(' ')
}
