import type { ComponentChild, ComponentChildren } from 'preact'
import { formatShortDate, formatShortInstant, wardDateOf } from '../../platform/ward-time.ts'
import { root } from '../console-app.ts'
import { PostForm } from './forms.tsx'
import { usePage } from './page-context.ts'

/** A link inside the console. */
export function Go({ to, children, class: className }: { to: string; children: ComponentChildren; class?: string }) {
  return (
    <a href={`${root}${to === '/' ? '' : to}`} class={className}>
      {children}
    </a>
  )
}

/** An instant as people read it, machine-readable underneath. */
export function When({ at }: { at: Date | string | null }) {
  if (at === null) return <span class="quiet">–</span>
  const instant = new Date(at)
  return <time dateTime={instant.toISOString()}>{formatShortInstant(instant, 'vi')}</time>
}

/** A ward day. */
export function Day({ date }: { date: string | Date | null }) {
  if (date === null) return <span class="quiet">–</span>
  const day = typeof date === 'string' ? date : wardDateOf(date)
  return <time dateTime={day}>{formatShortDate(day, 'vi')}</time>
}

export type Tone = 'plain' | 'good' | 'warn' | 'bad'

/** A status: words first, colour only helps. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) {
  return <strong class={`tag tag-${tone}`}>{children}</strong>
}

/** Facts in two columns. A fact without content is left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ComponentChild])[] }) {
  const told = facts.filter(([, fact]) => fact !== null && fact !== undefined && fact !== '')
  return (
    <dl class="facts">
      {told.map(([name, fact]) => (
        <div>
          <dt>{name}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  )
}

/** One button that writes, with what it needs to know. */
export function Deed({
  action,
  label,
  tone = 'main',
  fields = {},
}: {
  action: string
  label: string
  tone?: 'main' | 'second' | 'bad'
  fields?: Record<string, string>
}) {
  return (
    <PostForm action={action} class="inline">
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button class={tone}>{label}</button>
    </PostForm>
  )
}

/** A deed that cannot be taken back: opened first, then done; open where its `field` is at fault. Works without a script. */
export function Careful({ label, field, children }: { label: string; field?: string; children: ComponentChildren }) {
  const { faults } = usePage()
  return (
    <details class="careful" open={faults.some((fault) => fault.field === field)}>
      <summary>{label}</summary>
      <div>{children}</div>
    </details>
  )
}

/** One part of a long list, folded: what it holds, how many and how many of them wait for something. */
export function Fold({ name, open, children }: { name: string; open: boolean; children: ComponentChildren }) {
  return (
    <details class="more" open={open}>
      <summary>
        <strong>{name}</strong>
      </summary>
      {children}
    </details>
  )
}

/** How far it is, for those who listen: a new sentence with every tenth, so that it is no constant talk. */
export function HowFar({ done, of }: { done: number; of: number }) {
  const { t } = usePage()
  return (
    <p class="visually-hidden" role="status" data-progress="">
      {t('console.how_far', { percent: Math.floor((done / Math.max(of, 1)) * 10) * 10 })}
    </p>
  )
}

/** Something said apart: what to know before doing something. */
export function Notice({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) {
  return <div class={`notice notice-${tone}`}>{children}</div>
}

/** The way to the next page of a list, by cursor; to its beginning from anywhere. */
export function Pager({ next, isFirst }: { next: string | null; isFirst: boolean }) {
  const { t, path } = usePage()
  if (next === null && isFirst) return null
  const to = (cursor: string | null) => {
    const url = new URL(path, 'http://console')
    url.searchParams.delete('cursor')
    if (cursor !== null) url.searchParams.set('cursor', cursor)
    return `${url.pathname}${url.search}`
  }
  return (
    <nav class="pager" aria-label={t('console.list.pages')}>
      {isFirst ? null : <a href={to(null)}>{t('console.list.first')}</a>}
      {next === null ? null : (
        <a href={to(next)} rel="next">
          {t('console.list.next')}
        </a>
      )}
    </nav>
  )
}
