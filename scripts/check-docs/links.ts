import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from '../build/bundle.ts'
import { type Read, sectionsOf, withoutBlocks } from './page.ts'

const withoutCode = (text: string): string => withoutBlocks(text).replace(/`[^`\n]*`/g, '')

/** The anchor a heading gets: lower case, spaces to dashes, punctuation gone. */
function anchorOf(heading: string): string {
  const words = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '')
  return words.trim().replace(/\s/g, '-')
}

function anchorsOf(text: string): string[] {
  return sectionsOf(text).map(({ heading }) => anchorOf(heading))
}

function checkLink(read: Read, page: string, link: string): string[] {
  const [target = '', anchor] = link.split('#')
  const file = target ? path.join(path.dirname(page), target) : page
  if (!existsSync(path.join(root, file))) return [`${page}: ${link} leads nowhere`]
  const isLost = anchor && file.endsWith('.md') && !anchorsOf(read(file)).includes(anchor)
  return isLost ? [`${page}: ${link} names a section that is not there`] : []
}

/** Every relative link of a page, with its anchor. */
export function checkLinks(read: Read, page: string): string[] {
  const links = [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  return links.filter((link) => !/^[a-z]+:/.test(link)).flatMap((link) => checkLink(read, page, link))
}
