import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify'
import { registerApi } from '../../src/api/register-api.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { silentLog } from '../../src/platform/log.ts'
import { createApiKey } from '../../src/ward/api-key/create-api-key.ts'
import type { TestDatabase, TestWard } from '../support/test-ward.ts'

export type ApiClient = {
  app: FastifyInstance
  keyFor(ward: TestWard, ...scopes: string[]): Promise<{ id: string; token: string }>
  call(
    token: string | null,
    method: 'PUT' | 'POST' | 'GET',
    path: string,
    body?: unknown,
    headers?: Record<string, string>
  ): Promise<LightMyRequestResponse>
}

/** The integration door on a server of its own, called in-process. */
export async function openApi(at: TestDatabase, ward: TestWard): Promise<ApiClient> {
  const app = fastify()
  const findDoor = async (hash: Uint8Array<ArrayBuffer>) => at.database.doorKey.findUnique({ where: { hash } })
  registerApi(app, { transact: ward.transact, findDoor, seal: at.seal, log: silentLog, t: await loadTranslate() })
  await app.ready()
  return {
    app,
    async keyFor(owner, ...scopes) {
      const made = await owner.run((work) => createApiKey(work, at.seal, { name: 'Một cửa điện tử', scopes }))
      if (!made.ok) throw new Error(made.refusal)
      return made.value
    },
    call(token, method, path, body, headers = {}) {
      const isText = typeof body === 'string'
      return app.inject({
        method,
        url: `/api/v1${path}`,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(isText ? {} : body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: isText ? body : JSON.stringify(body) }),
      })
    },
  }
}
