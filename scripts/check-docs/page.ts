import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../build/bundle.ts'

/** Reads a file by its path from the repository's root. A test hands in pages that it has broken. */
export type Read = (file: string) => string
/** Looks at pages and tells what is wrong with them, each with the page's name first. */
export type Check = (read: Read) => string[] | Promise<string[]>

export const readFile: Read = (file) => readFileSync(path.join(root, file), 'utf8')

/** A heading and what stands under it, up to the next heading of any level. */
export type Section = { heading: string; text: string }
/** A fenced block: the words behind its fence, and what is in it. */
export type Block = { label: string; text: string }

const FENCED = /^```[^\n]*\n[\s\S]*?^```/gm

export const withoutBlocks = (text: string): string => text.replace(FENCED, '')

/** The sections of a page; a `#` inside a block is no heading. */
export function sectionsOf(text: string): Section[] {
  const sections: Section[] = [{ heading: '', text: '' }]
  let isCode = false
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode
    const heading = isCode ? undefined : /^#+ (.*)$/.exec(line)?.[1]
    if (heading !== undefined) sections.push({ heading, text: '' })
    else for (const last of sections.slice(-1)) last.text += `${line}\n`
  }
  return sections
}

export function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```/gm)].map(([, label = '', inside = '']) => ({
    label: label.trim(),
    text: inside,
  }))
}

/** Cells of the table rows of `text`, without their head; a head is followed by a line of dashes. */
export function rowsOf(text: string): string[][] {
  const lines = withoutBlocks(text).split('\n')
  const isRule = (line: string | undefined) => /^\|[-:| ]+\|$/.test(line ?? '')
  return lines
    .filter((line, at) => line.startsWith('|') && !isRule(line) && !isRule(lines[at + 1]))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
}

/** What a cell names when it is nothing but a word in backticks. */
export const nameIn = (cell: string | undefined): string | undefined => /^`([^`]+)`$/.exec(cell ?? '')?.[1]

/** Both directions: what the source has and the page lacks, and what the page invents. */
export function compare(page: string, documented: readonly string[], real: readonly string[]): string[] {
  return [
    ...real.filter((name) => !documented.includes(name)).map((name) => `${page}: nothing about ${name}`),
    ...documented.filter((name) => !real.includes(name)).map((name) => `${page}: ${name} does not exist`),
  ]
}
