import { apiScopes } from '../../ward/api-key/api-key.ts'
import { createApiKey } from '../../ward/api-key/create-api-key.ts'
import { chooseWard, Mistake, readOptions, required, type Command } from './operator.ts'

const why = {
  name_missing: 'the key needs a name: which system uses it',
  no_scope: `scopes are: ${apiScopes.join(', ')}`,
  unknown_scope: `scopes are: ${apiScopes.join(', ')}`,
  unknown_official: 'no such official',
}

/** Makes a key for another system and shows it once. */
export const createApiKeyCommand: Command = async (wired, words, print) => {
  const { values } = readOptions(words, {
    name: { type: 'string' },
    scopes: { type: 'string' },
    official: { type: 'string' },
  })
  const ward = await chooseWard(wired, values.ward)
  const input = {
    name: required(values.name, 'name'),
    scopes: required(values.scopes, 'scopes')
      .split(',')
      .map((scope) => scope.trim()),
  }
  const made = await wired.transact(ward.id, 'operator', async (work) => {
    const official = values.official
      ? await work.db.official.findFirst({ where: { login: values.official }, select: { id: true } })
      : null
    if (values.official && official === null) throw new Mistake(`no official is called ${values.official}`)
    return createApiKey(work, wired.seal, { ...input, officialId: official?.id ?? null })
  })
  if (!made.ok) throw new Mistake(why[made.refusal])
  print(`key of ${ward.name} for ${input.name}, shown only now:\n${made.value.token}`)
  return 0
}
