import { describe, expect, it } from 'vitest'
import { disclosureDialogue } from '../../src/conversation/dialogues/disclosure.ts'
import { electionDialogue } from '../../src/conversation/dialogues/election.ts'
import { route } from '../../src/conversation/route.ts'
import { facts, meant, told, unsure, who } from './talking.ts'

const id = '01900000-0000-7000-8000-00000000000a'
const twelve = { code: '12', name: 'Tổ dân phố 12' }
const election = {
  ...{ id, endsAt: null, bring: null, status: 'announced', result: null, candidates: [], voterList: null },
  ...{ at: '2026-12-20T01:00:00.000Z', posted: { place: 'Nhà văn hóa tổ 12', fromDate: '2026-11-21' } },
}
const head = { ...election, kind: 'neighbourhood_head', title: 'Bầu Tổ trưởng tổ dân phố 12', place: 'Nhà văn hóa' }
const deputies = {
  ...{ ...election, kind: 'deputies', title: 'Bầu đại biểu', place: 'Trường Mẫu' },
  voterList: { postedDate: '2026-11-10', complainUntilDate: '2026-12-10' },
}
const planned = (...elections: unknown[]) => ({ find_elections: { neighbourhood: twelve, lives: 'here', local: true, elections } }) // prettier-ignore
const unplaced = { find_elections: { neighbourhood: null, lives: 'unknown', local: true, elections: [] } }
const none = { find_elections: { neighbourhood: twelve, lives: 'here', local: false, elections: [] } }

const heard = (text: string, outcomes: object) =>
  told(electionDialogue.begin(meant('election_info', text), who), outcomes)
const routed = (text: string, outcomes: object = {}) =>
  told(route(unsure(text), { place: { state: null, choices: [] }, who, misses: 0, handedOver: false }, () => null).step, outcomes) // prettier-ignore

const ofHead = ['election.proxy.neighbourhood_head']
const ofDeputies = ['election.proxy.deputies', 'election.proxy.help']

describe('may somebody vote for somebody else', () => {
  const asked = [
    'vợ đi bầu thay',
    'cho con di bau thay dc k',
    'toi benh nam mot cho bau sao',
    'bầu hộ chồng được không',
  ]

  it.each(asked)('%s: the rule of the election that is open', (text) => {
    expect(heard(text, planned(head)).keys).toEqual(ofHead)
    expect(heard(text, planned(deputies)).keys).toEqual(ofDeputies)
  })

  it.each(asked)('%s: both rules where none or several are open, or it is not known where they live', (text) => {
    for (const outcomes of [none, unplaced, planned(head, deputies)])
      expect(heard(text, outcomes).keys).toEqual([...ofHead, ...ofDeputies])
  })

  it('of deputies, named so, is told whatever else is open', () => {
    expect(heard('bầu quốc hội vợ đi bầu thay được không', planned(head)).keys).toEqual(ofDeputies)
  })

  it('is answered though the words were hardly understood', () => {
    expect(routed('ba toi 90 tuoi khong di bau duoc', planned(head)).keys).toEqual(ofHead)
  })

  it('is answered right after an election was told', () => {
    const { next } = heard('bao giờ bầu tổ trưởng', planned(head))
    const answer = told(electionDialogue.hear(next!, unsure('con trai đi thay được không'), who), { show_election: head }) // prettier-ignore
    expect(answer.keys).toEqual(ofHead)
  })

  it.each(['bầu tổ trưởng qua zalo luôn được không', 'bầu giúp tôi ông Ba', 'bao giờ bầu thay tổ trưởng mới'])(
    '%s asks something else',
    (text) => expect(heard(text, planned(head)).keys[0]).not.toMatch(/proxy/)
  )
})

describe('whom to choose', () => {
  it.each(['ung cu vien nao tot', 'người nào xứng đáng hơn'])('%s: the ward does not say', (text) =>
    expect(heard(text, planned(head)).keys[0]).toBe('election.no_advice')
  )
  it.each(['khong di bau co bi phat khong', 'bau co mat tien khong', 'bo phieu ba nguoi duoc khong'])(
    '%s is no vote',
    (text) => expect(heard(text, planned(head)).keys[0]).toBe('election.told.neighbourhood_head')
  )
})

describe('who is on the list of voters', () => {
  it.each([
    'tôi có tên trong danh sách cử tri không',
    'kiem tra ten toi trong danh sach cu tri',
    'danh sách cử tri dán ở đâu',
  ])('%s: where it hangs and until when it may be complained of, never who is on it', (text) => {
    const answer = heard(text, planned(deputies))
    expect(answer.keys).toEqual(['election.voter_list.deputies', 'election.voter_list.complain_until'])
    expect(answer.say[1]?.with).toEqual({ until: '2026-12-10' })
  })

  it('that may no longer be complained of leads to an official', () => {
    const late = { ...deputies, voterList: { postedDate: '2026-10-10', complainUntilDate: '2026-11-09' } }
    const answer = heard('sao tui khong co ten trong danh sach cu tri', planned(late))
    expect(answer.keys[1]).toBe('election.voter_list.complaints_over')
    expect(answer.choices).toEqual(['person'])
  })

  it('that does not hang yet is promised nowhere else', () => {
    const early = { ...deputies, voterList: null }
    expect(heard('toi co ten trong danh sach cu tri khong', planned(early)).keys[0]).toBe('election.voter_list.not_posted') // prettier-ignore
  })

  it('for a neighbourhood head it is a matter of households', () => {
    expect(heard('tui co trong danh sach bau cu chua', planned(head)).keys).toEqual([
      'election.voter_list.neighbourhood_head',
    ])
  })

  it.each([none, unplaced])('where no election is known, how it is done then', (outcomes) => {
    expect(heard('tui co ten trong danh sach cu tri hong', outcomes).keys[0]).toBe('election.voter_list.none')
  })

  it('who asks of candidates still gets the candidates', () => {
    const known = { ...head, candidates: [{ fullName: 'Chu Văn Mẫu', birthYear: 1968, job: 'Hưu trí' }] }
    expect(heard('danh sách ứng cử viên', planned(known)).keys).toEqual(['election.list'])
  })

  it('which list is asked where none is named', () => {
    const answer = routed('tui có trong danh sách không')
    expect(answer.keys).toEqual(['conversation.which_list'])
    expect(answer.choices).toEqual(['intent:election_info', 'intent:disclosure_info', 'person'])
  })
})

describe('the fund of a neighbourhood', () => {
  const known = { find_ward_facts: { ...facts, head: { neighbourhood: 'Tổ dân phố 12', name: 'Mẫu', gender: null, phone: null } } } // prettier-ignore
  const ask = (text: string, outcomes: object) => told(disclosureDialogue.begin(meant('disclosure_info', text), who), outcomes) // prettier-ignore

  it.each([
    'quỹ tổ dân phố',
    'quỹ tổ thu chi sao',
    'quy to thu chi sao',
    'tien quy to dan pho di dau',
    'tổ mình thu quỹ bao nhiêu',
  ])(
    '%s: is its own, and its head is named',
    (text) => expect(ask(text, known).keys).toEqual(['disclosure.own_fund', 'ward_facts.head', 'disclosure.own_fund_not_public']) // prettier-ignore
  )

  it('what is public of it is offered', () => {
    const answer = ask('quỹ tổ 12', {
      find_disclosures: { disclosures: [{ id, title: 'Quỹ tổ 12 năm 2026' }], all: 1 },
    })
    expect(answer.keys).toEqual(['disclosure.own_fund', 'disclosure.own_fund_public'])
    expect(answer.choices).toEqual([`disclosure:${id}:show`, 'person'])
  })

  it('is known though the words were hardly understood', () => {
    expect(routed('tien quy to dan pho di dau', known).keys[0]).toBe('disclosure.own_fund')
  })

  it.each(['ngân sách phường thu chi sao', 'quỹ đền ơn đáp nghĩa', 'quy hoach to 12', 'quy che to chuc'])(
    '%s is something else',
    (text) => expect(ask(text, known).keys[0]).not.toBe('disclosure.own_fund')
  )
})
