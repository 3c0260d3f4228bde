import { openWard } from '../../ward/ward/create-ward.ts'
import { Mistake, readOptions, required, type Command } from './operator.ts'

const why = {
  slug_taken: 'a ward has this slug already',
  bad_slug: 'a slug has 2 to 40 small letters, digits and dashes, such as cam-binh',
  name_missing: 'name and province are needed',
}

/** Opens a ward with its web chat, procedures, calendar, law rules and directory. */
export const openWardCommand: Command = async ({ transact, seal }, words, print) => {
  const { values } = readOptions(words, {
    slug: { type: 'string' },
    name: { type: 'string' },
    province: { type: 'string' },
  })
  const input = {
    slug: required(values.slug, 'slug'),
    name: required(values.name, 'name'),
    province: required(values.province, 'province'),
  }
  const opened = await openWard(transact, seal, input)
  if (!opened.ok) throw new Mistake(why[opened.refusal])
  print(
    `${input.name} is open at /${input.slug}. Next: npm run ward -- official add --ward ${input.slug} --roles ward_admin …`
  )
  return 0
}
