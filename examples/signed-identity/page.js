// What the page does with the token that its own server signed. Before the script came, calls are put into a list.
window.Parley = window.Parley || []
const { person } = document.documentElement.dataset
const token = () =>
  fetch('/identity-token').then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error('not signed in'))))

if (person) {
  // Asked now, and again before an hour is over, so that a long visit goes on.
  Parley.push(['setTokenProvider', token])
  Parley.push([
    'on',
    'visitor:identified',
    () => {
      document.getElementById('who').textContent = `The team knows you are ${person}.`
    },
  ])
  Parley.push((parley) => token().then((signed) => parley.identify({}, { token: signed })))
}

document.addEventListener('submit', async (event) => {
  if (event.target.id !== 'out') return
  event.preventDefault()
  // The conversation goes from this browser before the session does.
  await Parley.logout()
  event.target.submit()
})
