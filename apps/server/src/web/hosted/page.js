// What the link says goes into the chat: who writes, what about, and where the link stood. Nothing secret is ever in it:
// links that prove something carry that after the #, which no server sees.
;(() => {
  const parley = globalThis.Parley ?? []
  globalThis.Parley = parley
  const given = new URLSearchParams(location.search)
  const text = (name, longest) => given.get(name)?.trim().slice(0, longest) ?? ''
  const profile = { name: text('name', 120), email: text('email', 254) }
  // Each by itself: an address that is none does not take the name along.
  for (const [key, value] of Object.entries(profile)) if (value !== '') parley.push(['identify', { [key]: value }])
  const origin = [...given].filter(([key, value]) => /^utm_[a-z]{2,12}$/.test(key) && value !== '').slice(0, 8)
  if (origin.length > 0)
    parley.push(['setConversation', Object.fromEntries(origin.map(([key, value]) => [key, value.slice(0, 200)]))])
  if (text('department', 60)) parley.push(['setDepartment', text('department', 60)])
  if (text('message', 2000)) parley.push(['prefill', text('message', 2000)])

  // A link that continues a conversation: asked in the chat, and gone from the address at once.
  const resume = () => {
    const token = new URLSearchParams(location.hash.slice(1)).get('resume')
    if (!token) return
    history.replaceState(history.state, '', location.pathname + location.search)
    globalThis.Parley.push(['resume', token])
  }
  resume()
  addEventListener('hashchange', resume)
})()
