import type { h as make } from 'preact'

/** Eight avatar pairs; which one follows from the id. */
function hue(id: string): number {
  let sum = 0
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 8
  return sum
}

/** What draws the first letter of a name on a colour of its own; decoration beside the name. */
export const avatars = (h: typeof make) => ({
  avatar: (id: string, name: string, size = '') =>
    h('span', { class: `av a${hue(id)}${size}`, 'aria-hidden': 'true' }, [...name][0]),
})
