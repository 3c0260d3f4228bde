/**
 * On a page that shows progress: fetches the page again and exchanges the parts that differ, so that nothing jumps, the
 * place of the keyboard is kept and a screen reader hears one new sentence. Where the thing stands elsewhere by now its
 * buttons are others, and the whole page is read again: what is typed has a page of its own. While the service is away the
 * page stays as it is. Without a script a link looks again.
 */
export const progressScript = `
(() => {
  const lookAgainOf = (page) => page.querySelector('meta[name=look-again]')
  const lookAgain = lookAgainOf(document)
  const partsOf = (page) => [...page.querySelectorAll('[data-progress]')]
  const statusOf = (page) => page.querySelector('[data-status]')?.dataset.status
  const [parts, status] = [partsOf(document), statusOf(document)]
  if (!lookAgain || (parts.length === 0 && status === undefined)) return
  const seconds = Number(lookAgain.content) || 3
  const exchange = (part, fresh) => {
    if (part.innerHTML === fresh.innerHTML) return
    const held = part.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null
    part.innerHTML = fresh.innerHTML
    if (held !== null) [...part.querySelectorAll('a')].find((link) => link.getAttribute('href') === held)?.focus()
  }
  const look = async () => {
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
      const isAway = answer.status >= 500 || answer.status === 429
      if (!isAway) {
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
        const fresh = partsOf(page)
        const isOther = statusOf(page) !== status || fresh.length !== parts.length
        if (isOther || !lookAgainOf(page)) return location.reload()
        parts.forEach((part, at) => exchange(part, fresh[at]))
      }
    } catch {}
    setTimeout(look, seconds * 1000)
  }
  setTimeout(look, seconds * 1000)
})()
`
