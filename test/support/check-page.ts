import type { HTMLElement } from 'node-html-parser'
import { expect } from 'vitest'

/** What every page must be, whatever a test fetched it for: nobody can write a page test without keeping these. */
export function checkPage({
  root,
  path,
  headers,
  body,
}: {
  root: HTMLElement
  path: string
  headers: Record<string, unknown>
  body: string
}): void {
  const faults = [
    ...headFaults(root, body),
    ...headingFaults(root),
    ...idFaults(root),
    ...labelFaults(root),
    ...formFaults(root),
    ...scriptFaults(root),
    ...wordFaults(root),
    ...headerFaults(headers),
  ]
  expect(faults, `the page ${path}`).toEqual([])
}

function headFaults(root: HTMLElement, body: string): string[] {
  const faults: string[] = []
  if (!body.startsWith('<!doctype html>')) faults.push('no doctype')
  if (root.querySelector('html')?.getAttribute('lang') !== 'vi') faults.push('the language is not said')
  if (!root.querySelector('meta[name=viewport]')) faults.push('not fit for a phone')
  return faults
}

function headingFaults(root: HTMLElement): string[] {
  const faults: string[] = []
  const headings = root.querySelectorAll('h1')
  const h1 = headings[0]?.text.trim() ?? ''
  const title = root.querySelector('title')?.text ?? ''
  if (headings.length !== 1 || h1 === '') faults.push(`${headings.length} h1`)
  const named = title.startsWith('Cần sửa – ') ? title.slice('Cần sửa – '.length) : title
  if (!named.startsWith(`${h1} – `)) faults.push(`title "${title}" does not begin with the heading "${h1}"`)
  const levels = root.querySelectorAll('main h1, main h2, main h3').map((heading) => Number(heading.tagName.slice(1)))
  levels.forEach((level, at) => {
    // a summary of faults stands before the heading of the page
    if (at > 0 && level > (levels[at - 1] ?? 0) + 1) faults.push(`h${level} after h${levels[at - 1]}`)
  })
  return faults
}

function idFaults(root: HTMLElement): string[] {
  const ids = root.querySelectorAll('[id]').map((element) => element.getAttribute('id') ?? '')
  const seen = new Set(ids)
  const doubled = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `the id ${id} twice`)
  const pointing = root
    .querySelectorAll('[aria-describedby],[aria-labelledby]')
    .flatMap((element) =>
      [element.getAttribute('aria-describedby'), element.getAttribute('aria-labelledby')].flatMap(
        (names) => names?.split(' ') ?? []
      )
    )
  const inside = root.querySelectorAll('a[href^="#"]').map((link) => link.getAttribute('href')?.slice(1) ?? '')
  return [...doubled, ...[...pointing, ...inside].filter((id) => !seen.has(id)).map((id) => `nothing has the id ${id}`)]
}

function labelFaults(root: HTMLElement): string[] {
  const labelled = new Set(root.querySelectorAll('label').map((label) => label.getAttribute('for')))
  const fields = root
    .querySelectorAll('input, select, textarea')
    .filter((field) => field.getAttribute('type') !== 'hidden')
  const nameless = fields.filter(
    (field) => !labelled.has(field.getAttribute('id')) && !field.getAttribute('aria-label')
  )
  const pictures = root.querySelectorAll('img').filter((picture) => picture.getAttribute('alt') === undefined)
  const tables = root.querySelectorAll('table').filter((table) => !table.querySelector('caption')?.text.trim())
  const mute = root.querySelectorAll('button, a, summary, legend').filter((element) => element.text.trim() === '')
  return [
    ...nameless.map((field) => `no label for ${field.getAttribute('name') ?? '?'}`),
    ...pictures.map(() => 'a picture without a text'),
    ...tables.map(() => 'a table without a caption'),
    ...mute.map((element) => `an empty ${element.tagName}`),
  ]
}

function formFaults(root: HTMLElement): string[] {
  const forms = root.querySelectorAll('form')
  const unsafe = forms.filter(
    (form) => form.getAttribute('method') === 'post' && !form.querySelector('input[name=_csrf]')?.getAttribute('value')
  )
  const leaking = forms.filter(
    (form) => form.getAttribute('method') !== 'post' && form.querySelector('input[name=_csrf], input[type=password]')
  )
  return [
    ...unsafe.map((form) => `no token in the form to ${form.getAttribute('action') ?? '?'}`),
    ...leaking.map(() => 'a secret in an address'),
  ]
}

function scriptFaults(root: HTMLElement): string[] {
  const inline = root.querySelectorAll('script').filter((script) => !script.getAttribute('src'))
  const styles = root.querySelectorAll('style, [style]')
  const handlers = root
    .querySelectorAll('*')
    .filter((element) => Object.keys(element.attributes).some((name) => /^on/i.test(name)))
  return [
    ...inline.map(() => 'an inline script'),
    ...styles.map(() => 'an inline style'),
    ...handlers.map(() => 'an inline handler'),
  ]
}

/** A key without words shows itself as a key. */
function wordFaults(root: HTMLElement): string[] {
  const words = `${root.querySelector('title')?.text ?? ''} ${root.querySelector('body')?.structuredText ?? ''}`
  const keys = words.match(/\b(console|official|dossier|procedure|import|citizen|person)(\.[a-z_]+){2,}\b/g) ?? []
  const gaps = words.match(/\{\{[^}]*\}\}|\bundefined\b|\[object Object\]|\bNaN\b/g) ?? []
  return [...new Set([...keys, ...gaps])].map((word) => `unfinished words: ${word}`)
}

function headerFaults(headers: Record<string, unknown>): string[] {
  const given = headers['content-security-policy']
  const policy = typeof given === 'string' ? given : ''
  return [
    ...(headers['cache-control'] === 'no-store' ? [] : ['a browser may keep this page']),
    ...(policy.includes("'unsafe-inline'") || policy === '' ? ['the content policy lets anything in'] : []),
    ...(headers['x-content-type-options'] === 'nosniff' ? [] : ['content types may be guessed']),
  ]
}
