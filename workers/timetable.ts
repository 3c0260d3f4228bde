import type { JobName } from '../src/jobs/catalogue.ts'

type Entry = { job: JobName; everySeconds: number; timezone: 'Asia/Ho_Chi_Minh'; why: string }

/** What happens by the clock. Due rows ring by themselves; these are the nets and the keepers. */
export const timetable: readonly Entry[] = [
  {
    job: 'sweep-doorbells',
    everySeconds: 5,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'a lost queue or a dead process delays a message by seconds, never for good',
  },
  {
    job: 'arm-notices',
    everySeconds: 10,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'a notice of months ago leaves at its second: the queue gets its delay shortly before',
  },
  {
    job: 'wake-notices',
    everySeconds: 5,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'a notice that lost its senders or its bell goes on, and one that is through is closed',
  },
  {
    job: 'end-notice-doubts',
    everySeconds: 900,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'a receipt that came before its message was settled finds it, and a message without either is ended by the rule of its class',
  },
  {
    job: 'close-doors',
    everySeconds: 3_600,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'nobody is sent to a door for what is over, nor to the dead; the proof says who was not reached',
  },
  {
    job: 'send-digests',
    everySeconds: 900,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'who had a notice today gets the rest of the day as one message in the evening',
  },
  {
    job: 'check-ledger',
    everySeconds: 86_400,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'a message that left stays in the ledger: each day is counted once and compared on the nights after',
  },
  {
    job: 'refresh-channel-tokens',
    everySeconds: 1_800,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'a Zalo token lives 25 hours and must not die overnight',
  },
  {
    job: 'tell-late-dossiers',
    everySeconds: 300,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'an apology for a late dossier goes out no later than the appointment passes',
  },
  {
    job: 'tend-letters',
    everySeconds: 60,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'a letter leaves in its hours, what became of it is written down, and what is learned stops it',
  },
  {
    job: 'climb-ladders',
    everySeconds: 60,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'a reminder two hours before a meeting is of no use when the meeting has begun',
  },
  {
    job: 'draft-recurring',
    everySeconds: 900,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'a notice that comes again lies before its officials a week ahead, to be read and approved',
  },
  {
    job: 'tend-feedback',
    everySeconds: 60,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'deadlines, reminders, bookings and surveys are spoken of within a minute of their hour',
  },
  {
    job: 'purge-old-rows',
    everySeconds: 3_600,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'personal data is kept as long as it is needed and no longer',
  },
  {
    job: 'end-silent-links',
    everySeconds: 86_400,
    timezone: 'Asia/Ho_Chi_Minh',
    why: 'a number that was silent for half a year may be somebody else’s by now',
  },
]
