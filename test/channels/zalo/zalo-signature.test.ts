import { expect, it } from 'vitest'
import { isSignedByZalo } from '../../../src/channels/zalo/zalo-signature.ts'
import { zaloAccountOf } from '../../../src/channels/zalo/zalo-event.ts'

const body = new TextEncoder().encode(
  '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":"552177279717587730","recipient":{"id":"388613280878808645"},"event_name":"user_send_text","message":{"text":"Xin chào phường","msg_id":"96d3cdf3af150460909"},"timestamp":"1791000000000"}'
)
const key = { appId: '360846524940903967', oaSecret: 'TEST_OA_SECRET' }
const signature = '6e1df57fbdce7aa6de40402e4e47caa9d8becff015ac9a653e0fd6734e8499a5'
const check = (header: string | undefined, given = body, known = key) =>
  isSignedByZalo(known, given, '1791000000000', header)

it('accepts the signature of the recorded webhook, with or without its prefix and in either case', () => {
  expect(check(`mac=${signature}`)).toBe(true)
  expect(check(signature)).toBe(true)
  expect(check(`MAC=${signature.toUpperCase()}`)).toBe(true)
})

it('refuses another secret, another app, one changed byte and half a signature', () => {
  expect(check(`mac=${signature}`, body, { ...key, oaSecret: 'the app secret' })).toBe(false)
  expect(check(`mac=${signature}`, body, { ...key, appId: '1' })).toBe(false)
  expect(check(`mac=${signature}`, body.with(40, 0x39))).toBe(false)
  expect(check(`mac=${signature.slice(0, 32)}`)).toBe(false)
  expect(check(undefined)).toBe(false)
  expect(check('')).toBe(false)
})

it('finds the app and the possible accounts of a webhook before its signature can be checked', () => {
  expect(zaloAccountOf({ headers: {}, body })).toEqual({
    appId: key.appId,
    oaIds: ['388613280878808645', '246845883529197922'],
  })
  expect(zaloAccountOf({ headers: {}, body: new TextEncoder().encode('{"hello":1}') })).toBeNull()
  expect(zaloAccountOf({ headers: {}, body: new Uint8Array([0xff]) })).toBeNull()
})
