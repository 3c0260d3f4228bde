/**
 * Takes the place of the plain reload on a page that shows progress: fetches the page again and exchanges the part that
 * changes, so that nothing jumps and a screen reader hears the new figure. Without it the page reloads itself.
 */
export const progressScript = `
(() => {
  const part = document.querySelector('[data-progress]')
  const reload = document.querySelector('meta[http-equiv=refresh]')
  if (!part || !reload) return
  reload.remove()
  const seconds = Number(reload.content) || 3
  const look = async () => {
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const fresh = page.querySelector('[data-progress]')
      if (!fresh || !page.querySelector('meta[http-equiv=refresh]')) return location.reload()
      part.innerHTML = fresh.innerHTML
    } catch {}
    setTimeout(look, seconds * 1000)
  }
  setTimeout(look, seconds * 1000)
})()
`
