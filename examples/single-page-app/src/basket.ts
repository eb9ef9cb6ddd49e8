import type { Parley } from '@parley/sdk'
import { element } from './element.ts'

const basket: string[] = []

/** What is put in is told as an event of the visitor's timeline, and stands beside the conversation for the agents. */
export function basketView(parley: Parley): HTMLElement[] {
  const count = element('p', `${basket.length} in it`)
  const add = element('button', 'Put a pot in')
  add.onclick = async () => {
    basket.push('The Calder pot')
    count.textContent = `${basket.length} in it`
    await Promise.all([
      parley.track('added_to_basket', { article: 'The Calder pot', price: 58 }),
      parley.setConversation({ basket: basket.length }),
    ])
  }
  const ask = element('button', 'Ask about the basket')
  ask.onclick = () => void parley.openNew(`About my basket of ${basket.length}: `)
  return [count, add, ask]
}
