import type { Writable } from 'node:stream'
import type { ComponentChild } from 'preact'
import type { Work } from '../ward/work.ts'
import type { Fault } from './form.ts'

/** A sentence after a redirect: key and values. */
export type Flash = { say: string; with?: Readonly<Record<string, string | number>> }

/** A query in a transaction of its own, in the name of the official who asked. */
export type Read = <T>(query: (work: Work) => Promise<T>) => Promise<T>
/** Writes a file while it is sent, reading a piece at a time. Ends the stream. */
export type WriteFile = (read: Read, to: Writable) => Promise<void>

/** What a page answers. Everything but a kept write (`go`, or `show` after a POST) is rolled back. */
export type Answer =
  | {
      kind: 'show'
      title: string
      content: ComponentChild
      faults: readonly Fault[]
      refreshSeconds?: number
      scripts?: readonly string[]
    }
  | { kind: 'go'; to: string; flash?: Flash }
  | { kind: 'download'; fileName: string; type: string; bytes: Buffer }
  | { kind: 'stream'; fileName: string; type: string; write: WriteFile }
  | { kind: 'refused'; status: 403 | 404 | 409; say?: string }

type Extras = { faults?: readonly Fault[]; refreshSeconds?: number; scripts?: readonly string[] }

/** Shows a page. With faults it is the form again, each of them named. */
export const show = (title: string, content: ComponentChild, { faults = [], ...extras }: Extras = {}): Answer => ({
  kind: 'show',
  title,
  content,
  faults,
  ...extras,
})

/** After a write: to a page of the console (`to` without its root), with a sentence shown there once. */
export const goTo = (to: string, flash?: Flash): Answer => ({ kind: 'go', to, ...(flash ? { flash } : {}) })

/** Nothing here by that name: also what another ward's row is. */
export const notFound = (): Answer => ({ kind: 'refused', status: 404 })

/** There, but not for this official: somebody else's neighbourhood. Noted in the trail. */
export const forbidden = (): Answer => ({ kind: 'refused', status: 403 })

/** The ward says no to this write as things stand; `say` is the key of the sentence. */
export const conflict = (say: string): Answer => ({ kind: 'refused', status: 409, say })

export const download = (fileName: string, type: string, bytes: Buffer): Answer => ({
  kind: 'download',
  fileName,
  type,
  bytes,
})

/** A file too large to be held: written while it is sent. What it is about is noted before, by the page. */
export const stream = (fileName: string, type: string, write: WriteFile): Answer => ({
  kind: 'stream',
  fileName,
  type,
  write,
})
