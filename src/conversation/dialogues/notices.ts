import { strip } from '../../platform/vietnamese/strip.ts'
import type { Meaning } from '../../understanding/meaning.ts'
import { ask, say, type Dialogue, type Step } from '../dialogue.ts'

/** "dừng", "nhận tin": what stops, what goes on by law, and how to come back. */
export const noticesDialogue: Dialogue = {
  begin: (meaning) => (isWishToStop(meaning) ? stop() : resume()),
  hear: (_state, heard) => {
    if (heard.kind !== 'choice') return null
    switch (heard.choiceId) {
      case 'notices:stop':
        return stop()
      case 'notices:resume':
        return resume()
      case 'notices:which':
        return say({ say: 'notices.which', choices: [{ id: 'person', label: 'notices.button.person' }] })
      default:
        return null
    }
  },
}

const stopping = /\b(?:dung|ngung|thoi|huy|tat|bo|khong (?:muon )?nhan|dung gui|stop|unsubscribe)\b/

function isWishToStop({ intent, text }: Meaning): boolean {
  if (intent === 'unsubscribe') return true
  if (intent === 'subscribe') return false
  return stopping.test(strip(text.normalize('NFC')))
}

const stop = (): Step =>
  ask('stop_notices', { stopped: true }, ({ kind }) =>
    say({
      say: kind === 'stopped' ? 'notices.stopped' : 'notices.already_stopped',
      choices: [
        { id: 'notices:which', label: 'notices.button.which' },
        { id: 'notices:resume', label: 'notices.button.resume' },
      ],
    })
  )

const resume = (): Step =>
  ask('stop_notices', { stopped: false }, ({ kind }) =>
    say({ say: kind === 'resumed' ? 'notices.resumed' : 'notices.already_receiving' })
  )
