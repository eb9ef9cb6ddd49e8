// A page's own script, without a bundler: calls before the script came go into a list of the same name.
window.Parley = window.Parley || []
Parley.push(['set', { plan: 'pro' }])
Parley.push([
  'onAny',
  ({ type }) => {
    const line = document.createElement('li')
    line.textContent = type
    document.getElementById('log').append(line)
  },
])
// The same events are told on the window.
addEventListener('parley:unread', ({ detail }) => {
  document.title = detail.data ? `(${detail.data}) A page with a chat` : 'A page with a chat'
})
