/** Where the server is and who the bot signs in as: an agent of its own. */
export function readConfig() {
  const { PARLEY_BOT_URL, PARLEY_BOT_EMAIL, PARLEY_BOT_PASSWORD } = process.env
  if (!PARLEY_BOT_EMAIL || !PARLEY_BOT_PASSWORD) throw new Error('Set PARLEY_BOT_EMAIL and PARLEY_BOT_PASSWORD.')
  return { url: PARLEY_BOT_URL ?? 'http://localhost:3000', email: PARLEY_BOT_EMAIL, password: PARLEY_BOT_PASSWORD }
}
