import { makeAsset, type Asset } from '../platform/web/assets.ts'
import { consoleCss } from './views/console-css.ts'
import { progressScript } from './views/progress-script.ts'

export type ConsoleAssets = { stylesheet: string; progress: string; all: readonly Asset[] }

let made: ConsoleAssets | undefined

/** The console's own style sheet and its one small script. */
export function consoleAssets(): ConsoleAssets {
  if (made) return made
  const [css, progress] = [makeAsset('console.css', consoleCss), makeAsset('progress.js', progressScript)]
  made = { stylesheet: css.path, progress: progress.path, all: [css, progress] }
  return made
}
