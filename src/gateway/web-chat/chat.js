// Live parts of the chat page. Without it the forms still work: each send loads the page again.
const lines = document.getElementById('lines')
const composer = document.getElementById('composer')
const field = document.getElementById('cau')
const trouble = document.getElementById('trouble')
const base = `/${lines.dataset.slug}/chat`

const newest = () => [...lines.querySelectorAll('[data-from=ward]')].at(-1)?.dataset.id ?? ''
const toEnd = () => window.scrollTo({ top: document.body.scrollHeight })

function add(html) {
  const holder = document.createElement('template')
  holder.innerHTML = html
  for (const bubble of [...holder.content.children]) if (!document.getElementById(bubble.id)) lines.append(bubble)
  document.getElementById('hint')?.remove()
  toEnd()
}

function listen() {
  const events = new EventSource(`${base}/events?after=${newest()}`)
  events.addEventListener('message', (event) => add(JSON.parse(event.data).html))
  events.addEventListener('open', () => (trouble.hidden = true))
}

async function send(body) {
  const response = await fetch(`${base}/messages`, { method: 'POST', body, headers: { accept: 'application/json' } })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.say)
  trouble.hidden = true
  add(answer.html)
}

function fail(error) {
  if (error.message) trouble.textContent = error.message
  trouble.hidden = false
}

composer.addEventListener('submit', (event) => {
  event.preventDefault()
  const body = new FormData(composer)
  const picked = body.get('photo')
  if (!field.value.trim() && !(picked && picked.size > 0)) return field.focus()
  const kept = field.value
  composer.reset()
  send(body).catch((error) => {
    field.value = kept
    fail(error)
  })
  field.focus()
})

field.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault()
    composer.requestSubmit()
  }
})

const photo = document.getElementById('photo')
const photoName = composer.querySelector('output')
const showPhotoName = () => (photoName.textContent = photo.files[0]?.name ?? '')
photo.addEventListener('change', showPhotoName)
composer.addEventListener('reset', () => setTimeout(showPhotoName))

lines.addEventListener('submit', (event) => {
  event.preventDefault()
  const body = new FormData()
  body.set('choice', event.submitter.value)
  send(body).catch(fail)
})

listen()
toEnd()
