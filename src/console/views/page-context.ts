import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { Bug } from '../../platform/bug.ts'
import type { SignedIn } from '../../ward/official/official.ts'
import type { Flash } from '../answer.ts'
import type { WardName } from '../console-app.ts'
import type { Fault } from '../form.ts'
import type { Words } from '../visit.ts'

/** What every part of a page may ask for. */
export type PageFrame = {
  t: Words
  csrf: string
  official: SignedIn | null
  ward: WardName | null
  flash: Flash | null
  faults: readonly Fault[]
  /** What the fields of the page are called, by their names: known once it has been drawn. */
  labels: Map<string, string>
  now: Date
  /** Path and query as asked. */
  path: string
}

export const PageContext = createContext<PageFrame | null>(null)

export function usePage(): PageFrame {
  const frame = useContext(PageContext)
  if (frame === null) throw new Bug('a part of a page was drawn outside a page')
  return frame
}
