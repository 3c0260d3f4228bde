import { isOpen } from '../ward/feedback/feedback.ts'
import { afterwards, ask, type Step } from './dialogue.ts'
import { personDialogue } from './dialogues/person.ts'
import { saysAny } from './dialogues/syllables-in.ts'
import { listed } from './dialogues/which-report.ts'
import type { Situation } from './place.ts'
import { spoken } from './spoken.ts'

const answers = '(?:tra loi|rep|phan hoi|hoi am|reply|tl)'
const not = '(?:khong|ko|k|hong|hok|chang|chua)'
const waits = saysAny(
  `(?:sao|phuong|can bo|ubnd|ad|admin|nhan)(?: \\S+){0,7} ${not}(?: (?:thay|co|ai|duoc|dc|he|chiu))* ${answers}|${not}(?: (?:co|thay))? ai ${answers}|${not} thay (?:ai )?${answers}|` +
    '(?:nobody|no one|not|never|did nt|don t|didn t|doesn t)(?: \\S+){0,2} (?:answer|answers|answered|reply|replies|replied|respond|responds|responded)'
)
const ofSomething = saysAny(
  'phieu|phan anh|kien nghi|gop y|y kien|ho so|don|cau do|khieu nai|to cao|dossier|report|application'
)

/** "Sao phường không trả lời tin nhắn của tôi": what is asked is where the answer stays, of whatever was written. */
export const asksWhereAnswerIs = (text: string): boolean => text.length < 160 && waits(text) && !ofSomething(text)

/**
 * Sorry, and by when the person on duty answers; then what else may be waited for: the ward's own question that is still
 * open, or the reports that are under way.
 */
export function noAnswerYet({ place, who }: Situation): Step {
  const { state, choices } = place
  const asked = choices.length > 0 || (state !== null && /^(asking|confirming|choosing|which)/.test(state.step))
  return afterwards(personDialogue.begin(spoken('human', 'no_answer'), who), (called) =>
    ask('list_my_reports', {}, ({ reports }): Step => {
      if (asked) return { next: null, say: [...called.say, { say: 'conversation.still_asked', choices }] }
      const open = listed(
        reports.filter(({ status }) => isOpen(status)),
        { kind: 'none' },
        'show'
      ).slice(0, 8)
      if (open.length === 0) return called
      return { next: called.next, say: [...called.say, { say: 'report_follow_up.or_which', choices: open }] }
    })
  )
}
