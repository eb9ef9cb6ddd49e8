// Answers waiting conversations: PARLEY_BOT_EMAIL=… PARLEY_BOT_PASSWORD=… node examples/headless-bot/src/main.ts
import { createClient } from '@parley/client'
import { runBot } from './bot.ts'
import { readConfig } from './config.ts'
import { signIn } from './sign-in.ts'

/** The shop's answers, by a word of the question. */
const ANSWERS: [word: RegExp, answer: string][] = [
  [/open|hours/i, 'We are here on weekdays from nine to six.'],
  [/ship|deliver/i, 'We ship within two working days.'],
  [/return|refund/i, 'You may send anything back within thirty days.'],
]

/** What somebody may press who is not understood; each but the last is answered above. */
const GREETING = {
  text: 'Hello! I am the shop’s bot. What is it about?',
  replies: ['Opening hours', 'Delivery', 'Returns', 'A person, please'],
}

const { url, email, password } = readConfig()
const client = createClient({ url, credentials: await signIn(url, email, password) })
const end = await runBot(client, (text) => ANSWERS.find(([word]) => word.test(text))?.[1] ?? null, GREETING)

process.once('SIGINT', () => {
  end()
  client.destroy()
})
